"""Holds the page on which anybody proves a record or an annual report, without signing in, and hands out
the program that does so alone."""

import threading
from io import BytesIO

from flask import Blueprint, Response, render_template, request

from review.domain.copies import UNPROVEN
from review.domain.verifying import NO_TRAIL, NotReadable, attached, is_annual, read
from review.record.program import program
from review.record.verifier import NAME, verifier
from review.service.annual_proof import SAME_NUMBERS, SAME_PAGES, AnnualProof, prove_annual
from review.service.proof import Proof, Prover, prove
from review.web.session import desk, printer, seals

blueprint = Blueprint("proof", __name__)

_ONE_AT_A_TIME = threading.Lock()
"""Whoever is not signed in must not keep the printers from those who are."""


@blueprint.get("/verify")
def show() -> str:
    return render_template("proof/verify.html", proof=None, refusal=None, name=None)


@blueprint.post("/verify")
def check() -> tuple[str, int]:
    """Prove the record that was sent; nothing of it is kept."""
    file = request.files.get("file")
    proof, refusal, status, name = None, None, 200, file.filename if file else None
    if not file or not name:
        refusal, status = "请选择审查记录的PDF文件，或者归档包。", 422
    elif not _ONE_AT_A_TIME.acquire(timeout=20):
        refusal, status = "正在核验其他记录，请稍后再试。文件没有核验，也没有保存。", 503
    else:
        try:
            proof, refusal = _proven(file.read())
        finally:
            _ONE_AT_A_TIME.release()
        status = 200 if proof else 422
    page = "proof/annual.html" if isinstance(proof, AnnualProof) else "proof/verify.html"
    return render_template(page, proof=proof, refusal=refusal, name=name, no_trail=NO_TRAIL, same_numbers=SAME_NUMBERS,
                           same_pages=SAME_PAGES), status


def _proven(content: bytes) -> tuple[Proof | AnnualProof | None, str | None]:
    try:
        given = read(BytesIO(content))
        by = Prover(printer(), program(), seals, desk().stamps, desk())
        if is_annual(attached(given.pdf)):
            return prove_annual(given.pdf, by), None
        return prove(given, known(), by), None
    except NotReadable as error:
        chosen = "请选择从本系统下载的审查记录、年度报告PDF或者归档包，不要另存、打印或者转换过的"
        return None, f"不能读取这个文件：{error}。{chosen}。{UNPROVEN}。"


@blueprint.get(f"/{NAME}")
def download() -> Response:
    """The program that proves a record without this system."""
    answer = Response(verifier(), mimetype="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="{NAME}"'
    return answer


def known() -> set[str]:
    """The rulebooks by which a record of this system may have been judged."""
    return {desk().rulebook.sha256, *desk().store.rulebooks()}
