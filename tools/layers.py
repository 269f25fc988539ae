#!/usr/bin/env python3
"""Compares every #include in src/ with the declared order of modules.

A module may include itself and what its CMakeLists.txt names in DEPENDS (which add_module has
already compared with the order), and of what its dependencies depend on. The same graph is drawn in
docs/architecture.md between the marks; `--write` renews it there, else a difference is an error.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- modules: begin -->", "<!-- modules: end -->"


def declared_order():
    text = (ROOT / "cmake/modules.cmake").read_text()
    return re.search(r"set\(PAYUNG_MODULES\s+(.*?)\)", text, re.S).group(1).split()


def dependencies():
    depends = {}
    for path in sorted((ROOT / "src").glob("*/CMakeLists.txt")):
        call = re.search(r"add_module\((\w+)(.*?)\)", path.read_text(), re.S)
        if not call:
            continue
        words = re.search(r"DEPENDS\s+((?:\w+\s*)+?)(?:LIBRARIES|$)", call.group(2).strip() + "\n")
        depends[call.group(1)] = words.group(1).split() if words else []
    return depends


def closure(depends, module):
    seen, waiting = set(), [module]
    while waiting:
        for name in depends.get(waiting.pop(), []):
            if name not in seen:
                seen.add(name)
                waiting.append(name)
    return seen


def wrong_includes(depends):
    for path in sorted((ROOT / "src").rglob("*")):
        if path.suffix not in (".h", ".cpp") or path.parent == ROOT / "src":
            continue
        module = path.relative_to(ROOT / "src").parts[0]
        allowed = closure(depends, module) | {module}
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = re.match(r'\s*#include "(\w+)/', line)
            if match and match.group(1) not in allowed:
                yield (f"{path.relative_to(ROOT)}:{number}: {module} may not include "
                       f"{match.group(1)}; it depends on {', '.join(depends.get(module, [])) or 'nothing'}")


def graph(depends):
    lines = ["```", f"{'module':<14} may include"]
    lines += [f"{name:<14} {' '.join(depends[name]) or '-'}" for name in declared_order() if name in depends]
    return "\n".join(lines + ["```"])


def main():
    depends = dependencies()
    problems = list(wrong_includes(depends))
    unknown = [name for name in depends if name not in declared_order()]
    problems += [f"src/{name}: not in PAYUNG_MODULES (cmake/modules.cmake)" for name in unknown]
    page = ROOT / "docs/architecture.md"
    text = page.read_text()
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    renewed = f"{head}{BEGIN}\n{graph(depends)}\n{END}{tail}"
    if "--write" in sys.argv:
        page.write_text(renewed)
    elif renewed != text:
        problems.append("docs/architecture.md: the module graph is old; run tools/layers.py --write")
    print("\n".join(problems) if problems else f"layers: {len(depends)} modules in order")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
