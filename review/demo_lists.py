"""Holds the lists of matters of the demonstration's two units, and enters them year by year as their people would."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from review.domain.catalogue import Item, Version
from review.domain.vocabulary import Category, FundKind, MeetingType
from review.service import catalogue
from review.service.desk import Desk
from review.service.ports import Actor

_CLASSES = dict(zip("ABCD", Category, strict=True))

_MEETINGS = {"党": MeetingType.PARTY_GROUP_MEETING, "办": MeetingType.DIRECTOR_MEETING,
             "常": MeetingType.EXECUTIVE_MEETING, "全": MeetingType.PLENARY_MEETING}  # fmt: skip

_KINDS = {"内": FundKind.BUDGETED, "外": FundKind.UNBUDGETED, "采": FundKind.PROCUREMENT, "项": FundKind.PROJECT,
          "资": FundKind.ASSET_DISPOSAL}  # fmt: skip

_BUREAU = """
A-01 贯彻落实上级重大决策部署的措施 党 审
A-02 发展规划、年度工作计划 党办 审
A-03 重要政策措施和制度性文件 党 审
A-04 机构改革、职能调整和编制事项 党 审
A-05 重要内部管理制度 党 审
A-06 重大突发事件、重大信访事项的处理 党 审
B-01 内设机构领导职务任免 党 不审
B-02 直属单位领导班子成员任免 党 不审
B-03 后备干部、挂职干部的推荐 党 不审
C-01 政府投资建设项目 党办 审
C-02 信息化建设项目 党 审 项500000
C-03 对外合作、委托运营项目 党 审
C-04 年度项目库和项目资金分配方案 办党 审
D-01 大额度资金使用 党 审
D-02 政府采购 党 审
D-03 年度预算编制、调整和决算 党 审
D-04 国有资产处置 党 审 资100000
"""

_COUNTY = """
A-01 重大公共服务政策措施 常 审
A-02 国民经济和社会发展规划、年度计划 常全 审
A-03 重要自然资源、文化资源开发利用和保护 常 审
A-04 区域规划、国土空间总体规划的编制和调整 常全 审
A-05 涉及群众切身利益的重大改革方案 常 审
B-01 县政府工作部门副职的提名 常 不审
C-01 政府投资重大建设项目 常 审 项5000000
C-02 重大招商引资项目 常 审
D-01 预算追加和大额度资金使用 常 审 内2000000 外500000
D-02 土地出让、重大国有资产处置 常 审 资2000000
"""

_LISTS = {
    "SL-ZSJ": (_BUREAU, "示例市政务服务数据管理局党组会议纪要", ("2022-01", "2023-01", "2024-01")),
    "SL-XZF": (_COUNTY, "示例县人民政府常务会议纪要", ("2023-01", "2024-01")),
}


def enter_lists(desk: Desk, turn_to: Callable[[date], None], clerk: Actor, secretary: Actor) -> None:
    """Enter the lists of the unit of these two, each on its first day, and confirm it."""
    for version in lists_of(clerk.unit):
        turn_to(version.effective_from)
        entered = catalogue.enter(desk, clerk, version)
        catalogue.confirm(desk, secretary, entered.number)


def lists_of(unit: str) -> Iterator[Version]:
    """The versions of a unit, the oldest first, each from the first day of its month."""
    lines, minutes, names = _LISTS[unit]
    for number, name in enumerate(names, 1):
        year, month = map(int, name.split("-"))
        yield Version(
            number=number, name=name, basis=f"{minutes}〔{year - 1}〕12号", effective_from=date(year, month, 1),
            items=tuple(_item(line) for line in lines.strip().splitlines()),
        )  # fmt: skip


def _item(line: str) -> Item:
    code, name, meetings, review, *thresholds = line.split(" ")
    return Item(
        code=code, name=name, category=_CLASSES[code[0]], meetings=tuple(_MEETINGS[one] for one in meetings),
        legality_review=review == "审", thresholds={_KINDS[one[0]]: Decimal(f"{one[1:]}.00") for one in thresholds},
    )  # fmt: skip
