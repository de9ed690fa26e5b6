"""Checks what a rulebook's files say against each other: types, instruments, editions, facts that nobody uses."""

from collections.abc import Mapping
from datetime import date

from review.domain.errors import Fault
from review.domain.facts import FACTS
from review.domain.rulebook import Condition, FactSpec, FactType, Instrument, Operator, Rule, Subject, mentioned


class Faults(list[Fault]):
    def add(self, where: str, message: str) -> None:
        self.append(Fault(where, message))


def type_problem(condition: Condition, spec: FactSpec) -> str | None:
    wanted = {FactType.BOOL: bool, FactType.INT: int, FactType.CODE: str, FactType.DATE: date}[spec.type]
    operator, value = condition.operator, condition.value
    if operator is Operator.KNOWN:
        return None if isinstance(value, bool) else "known 后面写 true 或者 false"
    if operator in (Operator.AT_LEAST, Operator.AT_MOST) and spec.type in (FactType.BOOL, FactType.CODE):
        return "是非和代码没有大小"
    if condition.parameter:
        return "one_of 后面不能写参数" if operator is Operator.ONE_OF else None
    if operator is Operator.ONE_OF and not (isinstance(value, tuple) and value):
        return "one_of 后面写至少一个值"
    values = value if isinstance(value, tuple) else (value,)
    if any(type(one) is not wanted for one in values):
        return f"应当与{spec.type}类型的值比较"
    if spec.terms and any(one not in {term.value for term in spec.terms} for one in values):
        return f"不在词表 {spec.terms.__name__} 里"
    return None


def check(
    rule: Rule, where: str, facts: Mapping[str, FactSpec], instruments: Mapping[str, Instrument], faults: Faults
) -> None:
    if rule.citation.instrument not in instruments:
        faults.add(where, f"没有 {rule.citation.instrument} 这个法律文件")
    elif rule.effective_from < instruments[rule.citation.instrument].in_force:
        faults.add(where, "规则的起始日早于所依据文件的施行日")
    if rule.citation.confidence == "V" and not (rule.citation.phrase and rule.citation.article):
        faults.add(where, "已核对（V）的引用应当有条号和原文词句")
    if rule.effective_to and rule.effective_to < rule.effective_from:
        faults.add(where, "终止日早于起始日")
    for name in {name for condition in rule.conditions for name in condition.reads} | set(mentioned(rule.remedy)):
        if name not in facts:
            faults.add(where, f"没有 {name} 这个事实")
        elif facts[name].subject not in (Subject.MATTER, rule.subject):
            faults.add(where, f"{name} 说的是{facts[name].subject}，规则说的是{rule.subject}")


def editions(rules: list[Rule], faults: Faults) -> None:
    for place, rule in enumerate(rules):
        for other in rules[place + 1 :]:
            if other.id != rule.id:
                continue
            ends = rule.effective_to or date.max, other.effective_to or date.max
            if rule.effective_from <= ends[1] and other.effective_from <= ends[0]:
                faults.add(f"{other.file} {other.id}", "编号重复，或者两个版本的有效期重叠")


def unused(rules: list[Rule], facts: Mapping[str, FactSpec], faults: Faults) -> None:
    used = {name for rule in rules for condition in rule.conditions for name in condition.reads}
    used |= {name for rule in rules for name in mentioned(rule.remedy)}
    for name in list(used):
        spec = facts.get(name)
        used |= set(mentioned(spec.yes + spec.no + spec.says)) if spec else set()
    for name in facts.keys() - used:
        faults.add(f"facts.toml {name}", "没有规则使用这个事实")
    for name in FACTS.keys() - facts.keys():
        if not name.startswith("parameter."):
            faults.add(f"facts.toml {name}", "有计算它的函数，但没有登记")
