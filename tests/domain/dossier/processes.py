"""Two processes: the usual chain of a department, and one that forks to two agencies and joins."""

from motcua.domain.workflow import Action, ActionKind, Outcome, Process, Step, StepTime, Switches


def building_permit() -> Process:
    """Return a process with rework, refusal, signature and number, as the chairman's decisions have it."""
    hours = StepTime.of_working_hours
    return Process(
        id="gpxd",
        version=1,
        start="reception",
        steps=(
            Step(
                "reception",
                "Tiếp nhận",
                "counter",
                "reception",
                hours(4),
                2,
                switches=Switches.of("may_recall"),
                actions=(Action("pass", "Chuyển xử lý", ("assign",)),),
            ),
            Step(
                "assign",
                "Phân công",
                "unit:kinh-te",
                "division_head",
                hours(4),
                4,
                switches=Switches.of("must_assign", "may_return", "may_assign", "may_recall"),
                actions=(Action("assign", "Giao thụ lý", ("appraise",)),),
            ),
            Step(
                "appraise",
                "Thẩm tra",
                "unit:kinh-te",
                "specialist",
                hours(40),
                4,
                switches=Switches.of(
                    "must_attach_draft",
                    "may_consult",
                    "may_request_supplement",
                    "may_request_payment",
                    "may_return",
                    "may_refuse",
                    "may_recall",
                ),
                actions=(
                    Action("grant", "Trình cấp", ("sign",), outcome=Outcome.GRANT),
                    Action("refuse", "Trình từ chối", ("sign",), outcome=Outcome.REFUSE),
                ),
            ),
            Step(
                "sign",
                "Ký",
                "leaders",
                "leader",
                hours(8),
                4,
                switches=Switches.of("must_sign", "may_recall"),
                actions=(
                    Action("sign", "Ký", ("issue",)),
                    Action("rework", "Trả lại", ("appraise",), kind=ActionKind.RETURN),
                ),
            ),
            Step(
                "issue",
                "Phát hành",
                "clerk",
                "clerk",
                hours(4),
                4,
                switches=Switches.of("must_number", "may_recall"),
                actions=(Action("issue", "Phát hành", ("return",)),),
            ),
            Step(
                "return",
                "Trả kết quả",
                "counter",
                "return_desk",
                hours(0),
                9,
                actions=(Action("done", "Đã trả", ("end",), kind=ActionKind.FINISH),),
            ),
        ),
    )


def land_division() -> Process:
    """Return a process with a fork and a join, another agency, time that does not count, and two signers."""
    hours, days = StepTime.of_working_hours, StepTime.of_calendar_days
    recall = ("may_recall", "may_return")
    return Process(
        id="tach-thua",
        version=1,
        start="reception",
        steps=(
            Step("reception", "Tiếp nhận", "counter", "reception", hours(4), 2,
                 switches=Switches.of("may_recall"), actions=(Action("pass", "Chuyển", ("split",)),)),
            Step("split", "Phân công", "unit:kinh-te", "division_head", hours(4), 4,
                 switches=Switches.of("must_assign", *recall),
                 actions=(Action("split", "Chuyển cùng lúc", ("survey", "tax")),)),
            Step("survey", "Đo đạc", "unit:do-dac", "specialist", days(10), 4, excluded_from_limit=True,
                 switches=Switches.of("may_consult", *recall), actions=(Action("done", "Xong", ("merge",)),)),
            Step("tax", "Xác định thuế", "agency:thue/thu", "specialist", hours(16), 4,
                 switches=Switches.of("may_request_payment", "must_note", *recall),
                 actions=(Action("done", "Xong", ("merge",)),)),
            Step("merge", "Thẩm định", "unit:kinh-te", "specialist", hours(24), 4, joins=True,
                 switches=Switches.of("may_consult", "may_request_supplement", "may_request_payment", *recall),
                 actions=(
                     Action("grant", "Trình cấp", ("endorse",), outcome=Outcome.GRANT),
                     Action("refuse", "Trình từ chối", ("endorse",), outcome=Outcome.REFUSE),
                     Action("again", "Làm lại", ("split",), kind=ActionKind.RETURN),
                 )),
            Step("endorse", "Ký nháy", "unit:kinh-te", "division_head", hours(4), 4,
                 switches=Switches.of("must_sign", "must_attach_draft", *recall),
                 actions=(Action("pass", "Trình ký", ("sign",)),)),
            Step("sign", "Ký", "leaders", "leader", hours(8), 4, switches=Switches.of("must_sign", *recall),
                 actions=(
                     Action("sign", "Ký", ("issue",)),
                     Action("rework", "Trả lại", ("merge",), kind=ActionKind.RETURN),
                 )),
            Step("issue", "Phát hành", "clerk", "clerk", hours(4), 4,
                 switches=Switches.of("must_number", *recall),
                 actions=(Action("issue", "Phát hành", ("return",)),)),
            Step("return", "Trả kết quả", "counter", "return_desk", hours(0), 9,
                 actions=(Action("done", "Đã trả", ("end",), kind=ActionKind.FINISH),)),
        ),
    )  # fmt: skip
