"""The law of contributions a second time: a slow, plain evaluator of the files of legislation/.

Reads the decision tables (XML) and dated figures (YAML lines) itself, with decimal numbers of 34 digits, and shares no
code with the program. It knows the FEEL that contributions, due dates and lump sums need and refuses anything else, so
that it never guesses.
"""
import calendar
import datetime
import decimal
import pathlib
import re
import xml.etree.ElementTree as ET

DMN = "{https://www.omg.org/spec/DMN/20230324/MODEL/}"
PARAMETERS = "urn:payung:hukum:parameter"
CONTEXT = decimal.Context(prec=34, rounding=decimal.ROUND_HALF_EVEN)
ROUNDINGS = {"round half up": decimal.ROUND_HALF_UP, "round half down": decimal.ROUND_HALF_DOWN, "round up": decimal.ROUND_UP,
             "round down": decimal.ROUND_DOWN, "decimal": decimal.ROUND_HALF_EVEN}


class Refused(Exception):
    """No answer, and why: no_rule, missing_input, rule_conflict."""


def text_of(element, tag):
    found = element.find(f"{DMN}{tag}/{DMN}text")
    return "" if found is None or found.text is None else found.text.strip()


def rounded(value, digits, mode):
    return value.quantize(decimal.Decimal(1).scaleb(-int(digits)), rounding=mode, context=CONTEXT)


class Duration:
    """Months or days; a day that its month does not have becomes the last one of it."""

    def __init__(self, months=0, days=0):
        self.months, self.days = int(months), int(days)

    @staticmethod
    def of(text):
        years, months, days = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?", text).groups(default="0")
        return Duration(12 * int(years) + int(months), int(days))

    def times(self, factor):
        return Duration(self.months * factor, self.days * factor)

    def after(self, date, sign=1):
        month = date.year * 12 + date.month - 1 + sign * self.months
        year, month = divmod(month, 12)
        date = date.replace(year=year, month=month + 1, day=min(date.day, calendar.monthrange(year, month + 1)[1]))
        return date + datetime.timedelta(days=sign * self.days)

    def part(self, name):
        parts = {"years": self.months // 12, "months": self.months % 12, "days": self.days}
        return decimal.Decimal(parts[name])


def months_between(start, end):
    """Whole months from one day to another."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 and Duration(months).after(start) > end:
        months -= 1
    return Duration(months)


def next_working_day(date, holidays):
    while date.weekday() >= 5 or date in holidays:
        date += datetime.timedelta(days=1)
    return date


def add_working_days(date, number, holidays):
    for _ in range(int(number)):
        date = next_working_day(date + datetime.timedelta(days=1), holidays)
    return date


def plus(a, b, sign=1):
    if isinstance(b, Duration):
        return b.after(a, sign)
    if isinstance(a, datetime.date):
        return Duration(days=(a - b).days)
    return CONTEXT.add(a, b) if sign > 0 else CONTEXT.subtract(a, b)


def times(a, b):
    return a.times(int(b)) if isinstance(a, Duration) else CONTEXT.multiply(a, b)


def flat(values):
    return [x for value in values for x in (value if isinstance(value, list) else [value])]


FUNCTIONS = {
    "min": lambda *values: min(flat(values)),
    "max": lambda *values: max(flat(values)),
    "sum": lambda *values: sum(flat(values), decimal.Decimal(0)),
    "floor": lambda value: value.to_integral_value(decimal.ROUND_FLOOR),
    "date": lambda text: datetime.date.fromisoformat(text),
    "duration": Duration.of,
    "not": lambda value: not value,
    "years and months duration": months_between,
    "hari_kerja.Hari kerja berikutnya": next_working_day,
    "hari_kerja.Tambah hari kerja": add_working_days,
    **{name: (lambda value, digits, mode=mode: rounded(value, digits, mode)) for name, mode in ROUNDINGS.items()},
}
COMPARISONS = {"=": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
               ">": lambda a, b: a > b, ">=": lambda a, b: a >= b}


class Parser:
    """FEEL text to a function of an environment (name -> value), by the names in scope, the longest first."""

    def __init__(self, text, names):
        self.text, self.at = text, 0
        self.names = sorted(names, key=len, reverse=True)

    def skip(self):
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def take(self, sign):
        self.skip()
        if not self.text.startswith(sign, self.at):
            return False
        end = self.at + len(sign)
        if sign[-1].isalpha() and end < len(self.text) and (self.text[end].isalnum()):
            return False
        self.at = end
        return True

    def need(self, sign):
        if not self.take(sign):
            raise SyntaxError(f"'{sign}' expected at {self.at} of: {self.text}")

    def whole(self, parse):
        result = parse()
        self.skip()
        if self.at != len(self.text):
            raise SyntaxError(f"not understood from {self.at}: {self.text}")
        return result

    def expression(self):
        if self.take("if"):
            condition = self.expression()
            self.need("then")
            then = self.expression()
            self.need("else")
            otherwise = self.expression()
            return lambda env: then(env) if condition(env) is True else otherwise(env)
        return self.either()

    def either(self):
        left = self.both()
        while self.take("or"):
            left = (lambda a, b: lambda env: a(env) is True or b(env) is True)(left, self.both())
        return left

    def both(self):
        left = self.comparison()
        while self.take("and"):
            left = (lambda a, b: lambda env: a(env) is True and b(env) is True)(left, self.comparison())
        return left

    def comparison(self):
        left = self.total()
        for sign in ("<=", ">=", "!=", "=", "<", ">"):
            if self.take(sign):
                right, compare = self.total(), COMPARISONS[sign]
                return lambda env: compare(left(env), right(env))
        return left

    def total(self):
        left = self.product()
        while True:
            if self.take("+"):
                left = (lambda a, b: lambda env: plus(a(env), b(env)))(left, self.product())
            elif self.take("-"):
                left = (lambda a, b: lambda env: plus(a(env), b(env), -1))(left, self.product())
            else:
                return left

    def product(self):
        left = self.operand()
        while True:
            if self.take("*"):
                left = (lambda a, b: lambda env: times(a(env), b(env)))(left, self.operand())
            elif self.take("/"):
                left = (lambda a, b: lambda env: CONTEXT.divide(a(env), b(env)))(left, self.operand())
            else:
                return left

    def operand(self):
        whole = self.whole_operand()
        part = re.compile(r"\.(years|months|days)\b").match(self.text, self.at)
        if not part:
            return whole
        self.at = part.end()
        return lambda env: whole(env).part(part.group(1))

    def whole_operand(self):
        if self.take("("):
            inner = self.expression()
            self.need(")")
            return inner
        if self.take("-"):
            inner = self.operand()
            return lambda env: -inner(env)
        if self.take("["):
            return self.list_of()
        self.skip()
        for pattern, make in ((r'"([^"]*)"', str), (r"(\d+(?:\.\d+)?)", decimal.Decimal)):
            found = re.compile(pattern).match(self.text, self.at)
            if found:
                self.at = found.end()
                value = make(found.group(1))
                return lambda env: value
        for word, value in (("true", True), ("false", False), ("null", None)):
            if self.take(word):
                return lambda env, value=value: value
        for name in self.names:
            if self.take(name):
                return lambda env: env(name)
        for name in sorted(FUNCTIONS, key=len, reverse=True):
            if self.take(name):
                return self.call(FUNCTIONS[name])
        raise SyntaxError(f"not understood from {self.at}: {self.text}")

    def list_of(self):
        items = []
        while not self.take("]"):
            items.append(self.expression())
            self.take(",")
        return lambda env: [item(env) for item in items]

    def call(self, function):
        self.need("(")
        arguments = [self.expression()]
        while self.take(","):
            arguments.append(self.expression())
        self.need(")")
        return lambda env: function(*(argument(env) for argument in arguments))

    def tests(self):
        """An input entry: a function of the value and the environment."""
        if self.take("-"):
            return None
        if self.take("not("):
            inner = self.alternatives()
            self.need(")")
            return lambda value, env: not inner(value, env)
        return self.alternatives()

    def alternatives(self):
        tests = [self.test()]
        while self.take(","):
            tests.append(self.test())
        return lambda value, env: any(test(value, env) for test in tests)

    def test(self):
        for sign in ("<=", ">=", "<", ">"):
            if self.take(sign):
                right, compare = self.total(), COMPARISONS[sign]
                return lambda value, env: compare(value, right(env))
        for opening in ("[", "("):
            start = self.at
            if self.take(opening):
                low = self.total()
                if not self.take(".."):
                    self.at = start
                    continue
                high = self.total()
                closed = self.take("]")
                if not closed:
                    self.need(")")
                above = COMPARISONS[">=" if opening == "[" else ">"]
                below = COMPARISONS["<=" if closed else "<"]
                return lambda value, env: above(value, low(env)) and below(value, high(env))
        right = self.total()
        return lambda value, env: value == right(env)


class Table:
    def __init__(self, element, names):
        self.policy = element.get("hitPolicy", "UNIQUE")
        self.sums = element.get("aggregation") == "SUM"
        self.inputs = [Parser(text_of(i, "inputExpression"), names) for i in element.findall(f"{DMN}input")]
        self.inputs = [parser.whole(parser.expression) for parser in self.inputs]
        self.rows = []
        for rule in element.findall(f"{DMN}rule"):
            cells = [text.text or "" for text in rule.findall(f"{DMN}inputEntry/{DMN}text")]
            outputs = [text.text for text in rule.findall(f"{DMN}outputEntry/{DMN}text")]
            tests = [parser.whole(parser.tests) for parser in (Parser(cell, names) for cell in cells)]
            results = [parser.whole(parser.expression) for parser in (Parser(text, names) for text in outputs)]
            self.rows.append((tests, results[0] if len(results) == 1 else self.several(element, results)))

    @staticmethod
    def several(element, results):
        """Several columns of results are one context."""
        columns = [output.get("name") for output in element.findall(f"{DMN}output")]
        return lambda env: {name: result(env) for name, result in zip(columns, results)}

    def __call__(self, env):
        values, matched = {}, []

        def value(i):
            if i not in values:
                values[i] = self.inputs[i](env)
            return values[i]

        for tests, output in self.rows:
            if all(test is None or test(value(i), env) for i, test in enumerate(tests)):
                matched.append(output)
                if self.policy == "FIRST":
                    break
        if self.policy == "COLLECT":
            results = [output(env) for output in matched]
            return sum(results, decimal.Decimal(0)) if self.sums else results
        if not matched:
            raise Refused("no_rule")
        if len(matched) > 1:
            raise Refused("rule_conflict")
        return matched[0](env)


class Figure:
    """A file of parameters/: values by their first month or day, and the end if there is one."""

    LINE = re.compile(r"  (\d{4}-\d\d(?:-\d\d)?): \{value: ([\d.]+|true|false)[,}]")

    def __init__(self, path):
        text = path.read_text(encoding="utf-8")
        field = lambda name: re.search(rf"^{name}: (.+)$", text, re.M)  # noqa: E731
        self.id, self.name, self.time = path.stem, field("name").group(1), field("time").group(1)
        self.values = [(day(first), {"true": True, "false": False}.get(value) if value in ("true", "false")
                        else decimal.Decimal(value)) for first, value in self.LINE.findall(text)]
        until = field("until")
        self.until = day(until.group(1).split()[0]) if until else None

    def __call__(self, env):
        on = env(self.time)
        known = [value for first, value in self.values if first <= on]
        if not known or (self.until and on >= self.until):
            raise Refused("no_rule")
        return known[-1]


def day(text):
    return datetime.date.fromisoformat(text if len(text) == 10 else text + "-01")


class Law:
    """Decisions by name; `ask` evaluates what an answer needs and no more."""

    def __init__(self, folder):
        folder = pathlib.Path(folder)
        self.logic, self.scope, self.names = {}, {}, {}
        for path in sorted(folder.glob("parameters/*/*.yaml")):
            figure = Figure(path)
            self.add((PARAMETERS, figure.id), figure.name, figure, {figure.time: None})
        elements = []
        for path in sorted(folder.glob("*/*.dmn")):
            if path.parent.name in ("reforms", "examples", "versions"):
                continue
            root = ET.parse(path).getroot()
            elements.append(root)
            self.learn_names(root)
        for root in elements:
            self.read(root)

    def learn_names(self, root):
        for tag in ("decision", "inputData"):
            for element in root.findall(DMN + tag):
                self.names[(root.get("namespace"), element.get("id"))] = element.get("name")

    def add(self, key, name, logic, scope):
        self.names[key] = name
        self.logic[name], self.scope[name] = logic, scope

    def read(self, root):
        here = root.get("namespace")
        prefixes = {i.get("namespace"): i.get("name") for i in root.findall(f"{DMN}import")}
        for decision in root.findall(f"{DMN}decision"):
            scope = {}
            for requirement in decision.findall(f"{DMN}informationRequirement"):
                for target in requirement:
                    namespace, _, identity = target.get("href").rpartition("#")
                    name = self.names[(namespace or here, identity)]
                    local = f"{prefixes[namespace]}.{name}" if namespace else name
                    scope[local] = name if target.tag == DMN + "requiredDecision" else None
                    if scope[local] is None and namespace:
                        scope[local] = "=" + name  # an input of another file
            self.scope[decision.get("name")] = scope
            self.logic[decision.get("name")] = decision

    def compiled(self, name):
        logic = self.logic[name]
        if not isinstance(logic, ET.Element):
            return logic
        table, literal = logic.find(f"{DMN}decisionTable"), logic.find(f"{DMN}literalExpression")
        if table is not None:
            made = Table(table, self.scope[name])
        elif literal is not None:
            parser = Parser(literal.find(f"{DMN}text").text, self.scope[name])
            made = parser.whole(parser.expression)
        else:
            raise SyntaxError(f"{name}: no table and no formula")
        self.logic[name] = made
        return made

    def ask(self, name, facts, known=None):
        known = {} if known is None else known
        if name not in known:
            logic, scope = self.compiled(name), self.scope[name]

            def env(local):
                target = scope[local]
                if target is not None and not target.startswith("="):
                    return self.ask(target, facts, known)
                fact = target[1:] if target else local
                if fact not in facts:
                    raise Refused("missing_input")
                return facts[fact]

            known[name] = logic(env)
        return known[name]

    def inputs_of(self, name, found=None):
        """Names of the facts that a decision may ask for."""
        found = set() if found is None else found
        for local, target in self.scope[name].items():
            if target is None or target.startswith("="):
                found.add(target[1:] if target else local)
            else:
                self.inputs_of(target, found)
        return found
