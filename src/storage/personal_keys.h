#pragma once

/// The keys with which personal data are encrypted: a file of its own, never in the database.
///
/// Shape    a small text file (mode 0600, made whole or not at all) of versions 1, 2, … with 32
///          random bytes each, and a sum over all of it. Values say with which version they were
///          written; a rotation adds a version and writes them again. Copies of this object share
///          its keys, which lie in memory that is locked, kept out of core dumps and wiped.
/// Safety   whoever has the file and the database can read everything; without the file nobody
///          can. Keep a copy of it away from the database and from its backups.
/// Errors   personal_key_file_missing, _open (others may read it), _damaged, _there; file_*.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/result.h"

namespace payung {

class PersonalKeys {
public:
    /// Makes the file where there is none and `create` is set.
    static Result<PersonalKeys> open(const Path& file, bool create);
    /// Makes the file; personal_key_file_there where there is one.
    static Result<PersonalKeys> make(const Path& file);
    /// Those of a file that is not there, or may not be needed: whoever needs a key looks then.
    static PersonalKeys looked_for_later(const Path& file);
    /// Those that follow from a seed, kept in the file so that others can open the store: for
    /// rehearsals, which then come to the same rows wherever they are played; never for real data.
    /// personal_key_file_there where the file holds others.
    static Result<PersonalKeys> of_made_up_people(const Path& file, std::uint64_t seed);
    /// The same, kept nowhere.
    static PersonalKeys of_seed(std::uint64_t seed);
    /// New ones that are kept nowhere: for tests and simulations.
    static PersonalKeys for_tests();

    /// What tells the key of a version from others and says nothing about it, in hexadecimal.
    struct Version {
        int number = 0;
        std::string fingerprint;
    };
    /// Those that were read so far, oldest first.
    std::vector<Version> versions() const;
    /// Adds a version to the file, or to these where they are kept nowhere. Its number.
    Result<int> add_version() const;

    /// The keys themselves; private to storage/ (personal_cipher.h).
    struct Content;
    const Content& content() const { return *content_; }

private:
    std::shared_ptr<const Content> content_;
};

}  // namespace payung
