#pragma once

/// One unit of the population: its families, its rows of every file, its counts.
///
/// Shape    fill() makes everything for one unit into `output`; the maker and the output are used
/// again
///          for the next unit of the same thread, so that memory stays.
/// Cost     about 0.7 microseconds a person; 20 MB for the largest unit.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "population/numbers.h"
#include "population/tally.h"
#include "population/text_buffer.h"
#include "population/world.h"

namespace payung {

struct UnitOutput {
    TextBuffer register_rows, employers, wages, truth, persons;
    std::vector<TextBuffer> membership;  // one for each shard
    Tally tally;
};

class UnitMaker {
public:
    explicit UnitMaker(const World& world) : world_(world) {}
    void fill(const Unit& unit, UnitOutput& output);

private:
    struct Person {
        std::uint64_t nik = 0;  // 0 until it is asked for
        std::uint32_t birth = 0;
        std::uint32_t family = 0;
        std::uint32_t row = 0;  // of the register in this unit, from 1; 0: none
        std::uint32_t second_row = 0;
        Name name;
        Livelihood work;
        std::uint8_t age = 0, sex = 0;
        Relation relation = Relation::head;
        bool works = false;
        bool has_account = false;
    };
    struct Family {
        std::uint64_t card = 0, village = 0;
        std::uint32_t first = 0;  // person
        std::uint16_t members = 0;
        std::uint8_t decile = 1, group = 0;
    };
    struct Account {
        std::uint32_t person = 0;
        SynthSegment segment = SynthSegment::pu;
        bool active = false;
        std::uint32_t employer = 0;  // number; 0: none
        std::uint32_t wage_thousand = 0;
        std::uint64_t number = 0;
    };

    // people.cpp
    void make_people();
    void add_family(std::uint32_t& workers);
    void name_family(Family& family, const std::array<Member, 16>& members);
    void settle_work(Family& family, std::uint32_t& workers);
    std::uint32_t birth_of(unsigned age, bool heap, Random& random) const;
    std::uint64_t nik_of(std::uint32_t person);
    std::uint64_t village_at(double share) const;

    // register rows
    void write_register();
    void write_row(std::uint32_t person, std::uint64_t card, std::uint32_t row);

    // accounts.cpp
    void make_accounts();
    void choose_protected();
    void choose_members(SynthSegment segment, std::uint32_t count);
    std::uint32_t choose_former();
    std::uint32_t choose_at_home();
    std::uint32_t choose_second();
    void add_elsewhere(std::uint32_t count, std::uint32_t active);
    void assign_employers();
    void write_accounts();
    void write_account(const Account& account, TextBuffer& to);
    void write_months(const Account& account, const Person& who, TextBuffer& to);
    void write_wage(const Account& account, std::uint64_t number);
    void write_pairs(const Account& account);
    std::uint32_t wage_of(const Account& account);
    std::uint32_t draw_pooled(unsigned group);
    void write_pools();
    void write_other_employers();
    void write_employer(std::uint64_t npp, const EmployerScale& scale, char sector);
    static void write_npp(TextBuffer& to, std::uint64_t npp);
    Surroundings surroundings_of(std::uint32_t person, bool village, Random& random);

    const World& world_;
    const Unit* unit_ = nullptr;
    const Regency* regency_ = nullptr;
    UnitOutput* out_ = nullptr;
    NikIssuer* niks_ = nullptr;
    Random people_{0}, register_{0}, choice_{0}, membership_{0};
    std::uint32_t birth_max_ = 0;
    std::vector<Person> persons_;
    std::uint32_t residents_ = 0;  // persons before those who live elsewhere
    std::vector<Family> families_;
    std::vector<std::uint32_t> workers_;
    std::vector<Account> accounts_;
    std::vector<std::pair<float, std::uint32_t>> keys_;
    std::vector<std::uint32_t> order_;
    Record record_;
};

}  // namespace payung
