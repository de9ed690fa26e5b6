"""Holds the commands that prove a record without the service that made it, and that hand out the program which does so alone."""

from dataclasses import replace
from pathlib import Path

import click

from review.domain.verifying import NotReadable, files_of, lines
from review.domain.verifying import verify as verify_data
from review.record import print_record
from review.record.verifier import verifier
from review.service.record import recompose

GENUINE, ALTERED, UNREADABLE = 0, 1, 2
SAME_PAGES = "　页面：按记录数据重新打印，逐字节相同"
OTHER_PAGES = "页面或者文件与按记录数据重新打印的不同；由其他版本的程序打印的，请用该版本核验"


def verify(path: Path) -> int:
    """Verify the data of one record, then print it again and compare the pages byte by byte."""
    try:
        files = files_of(path)
        verified = verify_data(files)
        content = path.read_bytes()
    except NotReadable as error:
        click.echo(f"{path}：不能读取。{error}", err=True)
        return UNREADABLE
    printed = verified.genuine and content.startswith(b"%PDF-")
    if printed and content != print_record(recompose(files)):
        verified = replace(verified, difference=OTHER_PAGES)
    click.echo("\n".join((str(path), *lines(verified), *((SAME_PAGES,) if printed and verified.genuine else ()))))
    return GENUINE if verified.genuine else ALTERED


def write_verifier(output: Path) -> int:
    """Write the file; where it cannot be written, nothing is."""
    try:
        output.write_bytes(verifier())
    except OSError as error:
        click.echo(f"{output}：不能写入（{error.strerror}）", err=True)
        return UNREADABLE
    click.echo(f"{output}：用 python3 {output.name} 审查记录.pdf 核验，不需要安装，也不需要网络")
    return GENUINE
