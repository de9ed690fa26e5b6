"""Holds the refusals of the command line in English, one table for all: by their Chinese sentence, which is what is thrown.

What denies itself across the fields of a dossier has a sentence of its own for each case; it is said in Chinese, with a word in
front that says so.
"""

import re
from collections.abc import Iterable
from typing import Final

from review.domain.vocabulary import Language

ONLY_CHINESE: Final = "(said in Chinese) "

_SENTENCES: Final = (
    (r"不能读取：(.+)", "cannot be read: {}"),
    (r"不能读取。(.+)", "cannot be read. {}"),
    (r"不能写入：(.+)", "cannot be written: {}"),
    ("没有这个文件或者文件夹", "no such file or folder"), ("没有权限", "no permission"), ("这是一个文件夹", "it is a folder"),
    ("所在的不是文件夹", "a part of its path is no folder"),
    ("磁盘已满", "the disk is full"),
    ("磁盘不能写入", "the disk is read-only"),
    ("名称过长", "the name is too long"), (r"操作系统的错误(\d+)", "error {} of the operating system"),
    (r"案卷过大：最多(\d+)MB(?:，现有(.+)MB)?", "the dossier is too large: {} MB at most"),
    ("案卷是空的", "the dossier is empty"),
    (r"不是UTF-8文字（第(\d+)字节）", "not UTF-8 text (byte {})"),
    (r"不是正确的JSON：第(\d+)行第(\d+)列，(.+)", "not JSON: line {}, column {}, {}"),
    (r"嵌套层数过多：最多(\d+)层（第(\d+)行第(\d+)列）", "nested too deeply: {} levels at most (line {}, column {})"),
    ("这里应当有一个值", "a value is expected here"),
    ("这里应当是双引号括起来的字段名", "a key in double quotes is expected here"),
    ("这里应当有一个冒号", "a colon is expected here"),
    ("这里应当有一个逗号，或者对象、列表到此没有结束", "a comma is expected here, or the object or list does not end here"),
    ("逗号后面没有内容", "nothing follows the comma"), ("这段文字没有结束", "this text does not end"),
    ("文字里有没有转义的控制字符", "a control character is not escaped"),
    ("反斜杠后面的写法不对", "what follows the backslash is wrong"),
    ("后面有多余的内容", "something follows the end"),
    ("写法不对", "it is not written as JSON"),
    ("数字的位数过多", "too many digits"),
    (r"不能写(.+)", "{} is not allowed"), (r"同一个对象里有两个“(.+)”", 'two keys "{}" in one object'),
    ("有一个字段的名称含有不能显示的字符", "the name of a field has a character that cannot be shown"),
    ("应当是文字", "should be text"), (r"最多(\d+)个字，现有(\d+)个", "{} characters at most, it has {}"),
    ("应当是由字母、数字、点、横线组成的(?:代码|标识)", "should be a code of letters, digits, dots and hyphens"),
    ("应当是64位小写十六进制的SHA-256值", "should be a SHA-256 of 64 lower-case hexadecimal digits"),
    ("应当是以元为单位的金额，.+", "should be an amount in yuan, not negative, with two decimals at most, for example 680000.00"),
    ("应当是整数", "should be a whole number"), (r"应当在(\d+)和(\d+)之间", "should be between {} and {}"),
    ("应当是true或者false", "should be true or false"), (r"年份应当在(\d+)和(\d+)之间", "the year should be between {} and {}"),
    ("应当是YYYY-MM-DD形式的日期", "should be a day as YYYY-MM-DD"), ("没有这一天", "there is no such day"),
    ("没有这个时刻", "there is no such time"),
    ("应当是带时区的时刻，例如(.+)", "should be a time with its offset, for example {}"),
    ("应当是下列之一：(.+)", "should be one of: {}"), ("应当是列表", "should be a list"), ("应当是对象", "should be an object"),
    (r"最多(\d+)项，现有(\d+)项", "{} items at most, it has {}"), ("没有这个字段", "there is no such field"),
    ("缺少这个字段", "this field is missing"), ("不能为空", "it must not be null"), ("不正确", "it is not correct"),
    ("案卷应当是一个JSON对象", "a dossier should be a JSON object"), (r"应当是“(.+)”", 'should be "{}"'),
    (r"没有“(.+)”这个人：.+", 'nobody has the id "{}": neither in people nor with a name elsewhere'),
    (r"没有 (\S+) 这条规则；.+", "there is no rule {}; see review rules list"), (r"(.+)：没有这个文件夹", "{}: no such folder"),
    # a record that is proven
    ("不是PDF文件", "it is no PDF file"), ("文件过大，不是审查记录", "the file is too large to be a record"),
    (r"文件中没有记录数据（(.+)）", "the file has no data of a record ({})"),
    (r"记录数据的格式不是(.+)：.+", "its data are not {}: made by another version, or no record"),
    ("归档包已损坏或者不完整", "the package is damaged or incomplete"), ("PDF文件的结构已损坏，.+", "the PDF file is damaged"),
    ("阅览副本（.+", "reading copies prove nothing: give the record or the archive package"),
    (r"事项编号：(.+)", "matter: {}"), (r"记录数据校验值（SHA-256）：(.+)", "SHA-256 of the data: {}"),
    (r"核验结果：记录被改动。(.+)", "result: the record was altered. {}"),
    (r"核验结果：不能证实。(.+)", "result: not proven. {}"),
    ("核验结果：记录数据真实完整", "result: the data are genuine and whole"),
    ("核验结果：没有发现改动，内容前后一致；记录没有办理过程，.+",
     "result: nothing was found altered; the record has no trail (printed from a file, or taken out), and proves nothing"),
    ("核验结果：没有发现改动，内容前后一致；但是没有电子签名，.+",
     "result: nothing was found altered; but it is not signed, as every record of this system is, and its origin is not proven"),
    ("核验结果：没有发现改动，内容前后一致；但是没有一个签名.+",
     "result: nothing was found altered; but no key of this unit signed it, and its origin is not proven"),
    (r"　办理过程：(\d+)步，.+", "  trail: {} acts, each hash computed again and following the one before"),
    (r"　判断：按随附的规则重新判断，(\d+)项.+", "  judgement: judged again by the rules inside, all {} findings are the same"),
    (r"　所依据的规则（SHA-256）：(.+)", "  rules (SHA-256): {}"),
    (r"　办理记录链当时的末端：(.+)", "  head of the trail then: {}"),
    ("核验结果：没有发现改动，内容前后一致；但是时间戳.+",
     "result: nothing was found altered; but nobody who is trusted here issued its time stamp, and its time is not proven"),
    ("　时间戳：没有：.+", "  no time stamp"),
    (r"　时间戳：(\S+ \S+)，“.+”签发，盖在办理记录链当时的末端上；签名完好，.+",
     "  time stamp: {} over that head; its signature holds, and its issuer is trusted here"),
    (r"　时间戳：(\S+ \S+)，“.+”签发，盖在办理记录链当时的末端上(?:；没有发现改动，.+)?", "  time stamp: {} over that head"),
    ("时间戳不能读取：.+", "the time stamp cannot be read"), ("时间戳被改动：.+", "the time stamp was altered"),
    ("时间戳所盖的不是办理记录链当时的末端", "the time stamp is not over the head of the trail"),
    ("时间戳的时间早于最后一步办理", "the time stamp is earlier than the last act"),
    ("时间戳的时间在将来", "the time stamp is of a time to come"),
    ("　页面：按记录数据重新打印，逐字节相同", "  pages: printed again from the data, the same byte by byte"),
    ("　没有电子签名", "  not signed"), ("　没有发现改动，.+没有电子签名，.+", "  not signed, as every record of this system is"),
    ("随附的规则不是本系统启用过的规则，.+", "the rules inside were never active here, and the judgement by them is not proven"),
    ("打印的内容之后另有内容，不是完整的电子签名", "something follows the printed bytes and is no whole signature"),
    ("页面或者文件与按记录数据重新打印的不同；由其他版本的程序打印的，请用该版本核验",
     "the pages or files are not those printed again from its data; what another version printed, verify by that version"),
    # its signatures
    (r"　签名(\d+)：(.+：开发用签名密钥，不具法律效力|签名人不能读取|没有写明签名人)，([^；]+)；(.+)",
    "  signature {}: {}, {}; {}"),
    (r"　签名(\d+)：(?P<name>.+)，((?:自称)?签于[^；]+|没有签名时间[^；]*)；(.+)", "  signature {}: {}, {}; {}"),
    (r"(?P<name>.+)：开发用签名密钥，不具法律效力", "{}: key for development, without legal effect"),
    ("签名人不能读取", "a signer that cannot be read"), ("没有写明签名人", "a signer that is not named"),
    (r"自称签于([-\d]+ [:\d]+)", "signed on {} by its own account"), ("没有签名时间", "without a time"),
    (r"自称签于([-\d]+ [:\d]+)（时间戳的签发者不是本系统信任的，不能证实）",
     "signed on {} by its own account (nobody who is trusted here issued its time stamp)"),
    ("没有签名时间（时间戳.+）", "without a time (nobody who is trusted here issued its time stamp)"),
    (r"签于([-\d]+ [:\d]+)（“(?P<name>.+)”签发的时间戳）", 'signed on {} (time stamp issued by "{}")'),
    (r"签名完好，所签内容没有改动；(.+)", "it holds, and what it covers was not altered; {}"),
    (r"(.+)；签名时间不在证书有效期内", "{}; signed outside of the time in which its certificate is valid"),
    ("本单位的密钥",
     "by a key of this unit"), ("密钥不是本单位的，不能证明由本单位出具", "by no key of this unit: its origin is not proven"),
    ("签名已被破坏：所签内容被改动，签名人不能证实", "it is broken: what it covers was altered, and who signed is not proven"),
    (r"第(\d+)个签名已被破坏：它所签的内容在签名以后被改动", "signature {} is broken: what it covers was altered afterwards"),
    (r"第(\d+)个签名的时间戳被改动，或者盖的不是这个签名", "the time stamp of signature {} was altered, or is not over it"),
    ("最后一个签名以后，又在文件中追加了内容", "something was added behind the last signature"),
    ("文件中追加了不是签名的内容", "something was added that is no signature"),
    ("在追加签名的同时，改动了文件的其他内容", "something else was altered together with a signature"),
    ("电子签名不能读取：文件被截断、追加或者损坏", "the signatures cannot be read: the file was cut, added to, or is damaged"),
    ("PDF的附件重复，或者另有附件：.+", "the PDF names an attachment twice or in two ways: viewers would show different ones"),
    # the package in which it was
    (r"　归档包：(\d+)个文件与目录.txt所列的校验值相符，.+",
     "  package: {} files have the hashes of its index; data, trail and rules are those that the record carries"),
    (r"　附件：(\d+)个，内容与审查记录所载的校验值相符", "  files of the matter: {}, with the hashes that the record names"),
    (r"　没有随包的文件(\d+)个（只登记了校验值，或者被取走）：(?P<name>.+)",
     "  files that are not in it: {} (registered by their hash only, or taken out): {}"),
    ("归档包中夹有不属于任何文件的内容", "the package holds bytes that belong to no file"),
)  # fmt: skip
"""What is matched whole, with the parts that are taken over; those are said in English where they are sentences themselves, and
left as they are where they are a `name`."""

_COMPILED: Final = tuple((re.compile(said), english) for said, english in _SENTENCES)
_CHINESE: Final = re.compile("[㐀-鿿]")


def said(message: str, language: Language) -> str:
    """A refusal in this language; one that is not in the table stays Chinese and says so."""
    if language is Language.ZH or not _CHINESE.search(message):
        return message
    message = message.rstrip("。")
    for pattern, english in _COMPILED:
        if found := pattern.fullmatch(message):
            names = pattern.groupindex.values()
            parts = enumerate(found.groups(), 1)
            return english.format(*(part if place in names else said(part or "", language) for place, part in parts))
    if len(sentences := [part for part in re.split("[。；]", message) if part]) > 1:
        told = [said(part, language) for part in sentences]
        if not any(one.startswith(ONLY_CHINESE) for one in told):
            return ". ".join(told)
    return ONLY_CHINESE + message


def lines(told: Iterable[str], language: Language) -> list[str]:
    """The same of what is told line by line."""
    return [said(one, language) for one in told]
