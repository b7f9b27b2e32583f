"""One Vietnamese sentence for each error code: what happened, what is safe, what to do next.

Names in braces are attributes of the error; `wording.fact` turns them into words. Add a line here
for every new code: a test demands it.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.ui.account_sentences import CITIZENS
from motcua.ui.feedback_sentences import FEEDBACK

Sentences = Mapping[str, str | Promise]

RIGHTS_AND_TIME: Final[Sentences] = {
    "access.not-permitted": _("Tài khoản của bạn không có quyền làm việc này với hồ sơ này."),
    "audit.day-not-over": _(
        "Ngày {day} chưa kết thúc nên chưa niêm phong được. Hãy làm lại từ 0 giờ hôm sau."
    ),
    "calendar.exhausted": _(
        "Lịch làm việc chưa có ngày {asked_on}. Quản trị cần bổ sung lịch của năm đó trước."
    ),
    "calendar.day-off": _("Ngày {asked_on} là ngày nghỉ nên không có giờ làm việc. Hãy chọn ngày khác."),
    "calendar.day-listed-twice": _("Ngày {on} được ghi hai lần trong lịch. Hãy bỏ một dòng."),
    "calendar.sessions-overlap": _(
        "Hai buổi làm việc trong cùng một ngày bị chồng giờ. Hãy sửa lại giờ các buổi."
    ),
    "calendar.session-reversed": _(
        "Buổi làm việc kết thúc lúc {end}, trước khi bắt đầu lúc {start}. Hãy sửa lại giờ."
    ),
    "calendar.week-without-work": _("Lịch phải đủ bảy ngày và có ít nhất một ngày làm việc."),
    "deadlines.allowance-out-of-range": _("Thời hạn {amount} không hợp lệ. Hãy nhập số từ 0 đến {longest}."),
    "deadlines.bad-question": _("Không đọc được mục {field}: {value}. Hãy xem lại giá trị của mục này."),
    "deadlines.calendar-not-found": _("Không có lịch làm việc mang mã {calendar_code}."),
    "deadlines.day-not-special": _("Ngày {on} vốn theo lịch thường nên không có gì để bỏ."),
    "deadlines.decision-missing": _("Hãy ghi văn bản quyết định thay đổi ngày {on}."),
    "deadlines.no-decision": _("Hãy ghi số, ký hiệu văn bản quyết định thay đổi lịch."),
    "deadlines.no-regime": _(
        "Ngày {on} chưa có nghị định một cửa nào có hiệu lực. Hãy xem lại ngày tiếp nhận."
    ),
    "deadlines.stop-reversed": _("Thời gian dừng kết thúc {until}, trước khi bắt đầu {since}. Hãy sửa lại."),
}

PAYMENTS: Final[Sentences] = {
    "payments.order-closed": _("Khoản này đã nộp, đã hủy hoặc không còn phải nộp. Hãy tải lại trang để xem."),
    "payments.amount-differs": _(
        "Số tiền {told_vnd} khác số phải nộp {asked_vnd} nên không ghi nhận. Hãy hỏi lại cổng thanh toán."
    ),
    "payments.nothing-to-refund": _(
        "Chỉ còn {available_vnd} đồng có thể hoàn. Hãy ghi số tiền từ 1 đến số này."
    ),
    "payments.refund-not-open": _("Đề nghị hoàn tiền này đã được quyết định. Hãy tải lại trang để xem."),
    "payments.second-person-needed": _(
        "Người đề nghị không được tự quyết định. Hãy nhờ người khác ở cơ quan ghi."
    ),
    "payments.reason-missing": _("Hãy ghi lý do hoặc số chứng từ: nội dung này được lưu cùng sổ thu."),
    "payments.transfer-not-possible": _(
        "Tài khoản nhận tiền cài đặt chưa đúng ở mục {field}. Quản trị cần sửa trước khi nhận chuyển khoản."
    ),
    "payments.statement-unreadable": _(
        "Không đọc được sao kê ở dòng {line} (0 là cả tệp). Tệp cần có cột ngày, số tiền ghi có và nội dung."
    ),
    "payments.gateway-unavailable": _(
        "Cổng thanh toán chưa trả lời. Tiền chưa bị trừ ở bước này; hãy thử lại sau ít phút hoặc chọn cách nộp khác."
    ),
    "payments.gateway-refused": _(
        "Cổng thanh toán không nhận giao dịch này (mã {answer}). Hãy chọn cách nộp khác."
    ),
    "payments.order-not-found": _("Không có khoản thanh toán này. Hãy xem lại mã."),
    "payments.nothing-due": _("Hồ sơ không còn khoản nào phải nộp."),
    "payments.no-platform": _("Tỉnh chưa nhận nộp trực tuyến. Hãy chuyển khoản hoặc nộp tại quầy."),
    "payments.receipt-not-open": _(
        "Biên lai này đã hủy, hoặc chưa có ai đề nghị hủy. Hãy tải lại trang để xem."
    ),
    "payments.shift-not-open": _("Bạn chưa mở ca thu tiền. Hãy mở ca trước."),
    "payments.shift-already-open": _("Bạn đang có ca thu tiền chưa kết. Hãy kết ca đó trước."),
    "payments.amount-invalid": _("Số tiền phải lớn hơn 0. Hãy xem lại số vừa ghi."),
    "payments.entry-not-open": _(
        "Dòng sao kê đã xong, hoặc không có khoản thanh toán nào mang mã này ở cơ quan bạn. Hãy xem lại mã."
    ),
}

SHEETS_AND_TEXTS: Final[Sentences] = {
    "notifications.message-not-found": _("Không tìm thấy tin này. Hãy mở lại danh sách tin."),
    "notifications.message-not-dead": _("Tin này đã gửi hoặc đang chờ gửi nên chưa cần gửi lại."),
    "notifications.message-forgotten": _(
        "Nội dung hoặc địa chỉ của tin này không còn được giữ. Hãy liên hệ người nộp theo cách khác."
    ),
    "notifications.statutory-notice": _(
        "Thông báo này luật yêu cầu gửi nên không tắt được. Bạn có thể tắt các loại khác."
    ),
    "messages.empty-or-too-long": _("Hãy viết từ 1 đến {longest} ký tự; đang có {length}."),
    "messages.placeholder-broken": _("Mỗi tên điền phải nằm trong một cặp ngoặc nhọn, ví dụ: {{ma_ho_so}}."),
    "messages.placeholder-unknown": _("Không có tên điền {names} ở tin này. Dùng được: {allowed}."),
    "documents.text-not-plain": _("Dòng này chỉ được là một dòng chữ thường, dài nhất {longest} ký tự."),
    "documents.setting-not-later": _("Ngày áp dụng không được trước hôm nay, {today}."),
    "documents.sequence-backwards": _(
        "Số đã cấp đến {last} nên số kế tiếp phải từ {lowest}. Dãy số không bao giờ lùi lại."
    ),
    "documents.change-reason-missing": _("Hãy ghi lý do: lý do được giữ trong lịch sử."),
    "documents.kind-unknown": _("Không có loại văn bản này."),
}

FILING: Final[Sentences] = {
    "filing.draft-not-found": _("Không có bản nháp này, hoặc nó đã bị xóa. Hãy xem trang “Hồ sơ của tôi”."),
    "filing.draft-filed": _("Bản nháp này đã nộp thành hồ sơ {number}. Hãy xem trang “Hồ sơ của tôi”."),
    "filing.not-filed-online": _(
        "Thủ tục này chưa nhận hồ sơ qua mạng. Hãy nộp tại quầy hoặc qua bưu chính."
    ),
    "filing.declaration-missing": _("Hãy đánh dấu ô cam đoan rồi nộp lại."),
    "filing.not-ready": _("Còn {count} chỗ cần sửa trước khi nộp. Hãy xem từng chỗ ở đầu trang."),
    "filing.file-not-yours": _("Tệp này không có trong giấy tờ của bạn. Hãy chọn tệp khác hoặc tải tệp lên."),
    "filing.too-many-files": _("Đã đủ {limit} tệp. Hãy bỏ bớt tệp hoặc gộp các trang thành một tệp PDF."),
    "filing.nothing-to-answer": _("Hồ sơ này không có yêu cầu bổ sung nào đang chờ bạn."),
    "filing.answer-incomplete": _("Còn chỗ chưa bổ sung. Hãy xem từng chỗ ở đầu trang."),
    "filing.upload-not-found": _("Lần tải tệp này không còn. Hãy chọn lại tệp."),
    "filing.offset-wrong": _("Tệp bị đứt quãng khi tải. Hãy tải lại tệp."),
}

DOSSIERS: Final[Sentences] = {
    "dossiers.figures-unbalanced": _(
        "Số liệu không khớp: tổng {total}, đã giải quyết {solved}, đang giải quyết {in_progress}. Hãy báo quản trị."
    ),
    "dossier.not-found": _("Không có hồ sơ này, hoặc bạn không được xem hồ sơ này."),
    "dossier.stale-version": _(
        "Người khác vừa xử lý hồ sơ này. Thao tác của bạn chưa được ghi; hãy tải bản mới rồi làm tiếp."
    ),
    "dossier.wrong-stage": _("Không làm được việc này khi hồ sơ ở trạng thái “{stage}”."),
    "dossier.already-ended": _("Hồ sơ đã có kết quả: {result}. Không thay đổi được nữa."),
    "dossier.no-such-item": _("Việc này đã có người xử lý. Hãy tải lại hồ sơ để xem hồ sơ đang ở đâu."),
    "dossier.wrong-kind-of-item": _(
        "Không làm được việc này ở mục đang chọn. Hãy tải lại hồ sơ rồi chọn lại."
    ),
    "dossier.nothing-to-print": _("Hồ sơ chưa có nội dung để in mẫu này."),
    "dossier.received-elsewhere": _("Hồ sơ này do quầy khác tiếp nhận."),
    "lookup.no-match": _("Không có hồ sơ nào khớp mã và số bạn nhập. Hãy xem lại mã ở đầu giấy hẹn."),
    "lookup.too-many-questions": _("Đã tra cứu quá nhiều lần. Hãy thử lại sau {until}."),
    "dossier.clock-stands": _("Hồ sơ đang tạm dừng: {ground}. Xử lý tiếp được khi hết tạm dừng."),
    "dossier.due-unchanged": _("Theo lịch hiện tại, ngày hẹn vẫn là {due_on} nên không có gì để tính lại."),
    "dossier.nothing-to-recount": _(
        "Mọi hồ sơ đang giải quyết đều đã hẹn đúng theo lịch nên không có gì để tính lại."
    ),
    "dossier.recount-incomplete": _("Hãy ghi căn cứ và lý do: cả hai được ghi vào từng hồ sơ."),
    "dossier.recount-not-found": _("Không có lệnh tính lại này."),
    "dossier.recount-under-way": _(
        "Một lệnh tính lại của lịch này đang được thực hiện. Hãy chờ lệnh đó xong."
    ),
    "dossier.identifier-in-use": _(
        "Mã định danh {identifier} đã cấp mã hồ sơ trong ngày đó. Hãy dùng mã khác hoặc áp dụng từ ngày hôm sau."
    ),
    "dossier.nothing-to-take-over": _("Hồ sơ này đã ở đúng cơ quan, đơn vị kế nhiệm."),
    "dossier.reason-missing": _("Hãy ghi rõ lý do bằng văn bản; lý do được gửi cho người nộp."),
    "dossier.switched-off": _("Quy trình không cho làm việc này ở bước hiện tại."),
    "dossier.step-unfinished": _("Bước này còn thiếu {missing}. Hãy bổ sung rồi chuyển bước."),
    "dossier.draft-says-otherwise": _(
        "Dự thảo ghi {draft} nhưng hướng chuyển bạn chọn thì khác. Hãy sửa dự thảo hoặc chọn hướng khác."
    ),
    "dossier.consultation-open": _("Còn chờ ý kiến của cơ quan được hỏi, hạn trả lời {due_on}."),
    "dossier.consultation-still-runs": _("Cơ quan được hỏi còn thời gian trả lời đến hết {due_on}."),
    "dossier.date-not-later": _("Ngày {given} phải sau ngày {after}. Hãy chọn ngày khác."),
    "dossier.too-many-supplements": _(
        "Hồ sơ đã được yêu cầu bổ sung đủ {allowed} lần, không yêu cầu thêm được nữa."
    ),
    "dossier.already-extended": _(
        "Hồ sơ đã được hẹn lại một lần, đến {new_due_on}. Không hẹn lại thêm được."
    ),
    "dossier.nothing-asked": _("Hồ sơ không có yêu cầu bổ sung nào đang chờ."),
    "dossier.no-such-obligation": _(
        "Khoản này không còn phải nộp. Hãy tải lại hồ sơ để xem các khoản còn lại."
    ),
    "dossier.amount-not-positive": _("Số tiền phải lớn hơn 0. Bạn đã nhập {amount_vnd}."),
    "dossier.fees-unpaid": _("Còn {amount_vnd} phí, lệ phí chưa nộp. Hãy thu trước khi trả kết quả."),
    "dossier.not-recallable": _(
        "Người nhận đã mở hồ sơ nên không lấy lại được. Hãy nhờ người đó chuyển lại."
    ),
    "dossier.no-way-back": _("Hồ sơ không do ai chuyển đến nên không chuyển lại được."),
    "dossier.not-immediate": _("Thủ tục này không trả kết quả ngay tại quầy. Hãy tiếp nhận và chuyển xử lý."),
    "dossier.nothing-changed": _("Bạn chưa sửa gì. Hãy sửa thông tin cần sửa rồi lưu."),
    "dossier.no-such-paper": _("Hồ sơ không có giấy tờ này. Hãy tải lại hồ sơ rồi chọn lại."),
    "dossier.no-open-count": _("Chưa có lượt đối soát nào đang mở. Hãy bắt đầu đối soát rồi quét."),
    "dossier.papers-missing": _("Còn thiếu: {names}. Hãy nhận đủ rồi tiếp nhận, hoặc yêu cầu bổ sung."),
    "dossier.papers-not-coming": _("Không có hồ sơ giấy nào đang được chuyển đến đơn vị của bạn."),
    "dossier.unit-unknown": _(
        "Quy trình ghi đơn vị “{reference}” nhưng cơ quan không có đơn vị này. Hãy báo quản trị."
    ),
}

CATALOG: Final[Sentences] = {
    "catalog.data-invalid": _("Dữ liệu có chỗ sai, chưa ghi gì: {problems}."),
    "catalog.decision-missing": _("Hãy ghi số, ký hiệu quyết định bãi bỏ thủ tục."),
    "catalog.draft-changed-meanwhile": _("{saved_by} đã lưu bản nháp này lúc {saved_at}."),
    "catalog.draft-open-already": _(
        "Thủ tục đang có bản nháp số {number} của {author}. Hãy sửa tiếp bản nháp đó."
    ),
    "catalog.files-invalid": _("Tệp danh mục có chỗ sai, chưa nạp gì: {problems}."),
    "catalog.key-unfit": _(
        "Mã “{key}” đã dùng hoặc chưa đúng dạng. Hãy dùng chữ thường không dấu, chữ số và gạch nối."
    ),
    "catalog.offered-already": _("Cơ quan này đã thực hiện thủ tục trong thời gian đó."),
    "catalog.own-draft": _("Bạn đã soạn bản này nên người khác phải duyệt và công bố."),
    "catalog.period-reversed": _("Ngày kết thúc {until} phải sau ngày bắt đầu {since}."),
    "catalog.procedure-not-in-force": _("Thủ tục {procedure_key} không có bản nào có hiệu lực ngày {on}."),
    "catalog.procedure-unknown": _("Không có thủ tục mang mã {procedure_key}."),
    "catalog.process-not-sound": _(
        "Quy trình của thủ tục {procedure_key} còn chỗ sai nên chưa công bố được. Hãy xem từng lỗi rồi sửa."
    ),
    "catalog.remarks-missing": _("Hãy ghi rõ lý do để người soạn biết phải sửa gì."),
    "catalog.unit-not-found": _(
        "Quy trình {process_id} ghi đơn vị “{unit_ref}” nhưng cơ quan không có đơn vị này."
    ),
    "catalog.unknown-case": _("Thủ tục không có trường hợp “{case}”. Hãy chọn lại trường hợp."),
    "catalog.version-in-force-already": _(
        "Bản này đã có hiệu lực từ {since} nên không thu hồi được. Hãy công bố bản mới hoặc bãi bỏ thủ tục."
    ),
    "catalog.version-not-found": _("Không có bản thủ tục này. Hãy quay lại danh sách."),
    "catalog.version-not-in-status": _(
        "Bản này đang ở trạng thái “{status}”, cần ở trạng thái “{needed}” mới làm được việc này."
    ),
    "catalog.version-starts-too-early": _(
        "Bản mới có hiệu lực từ {valid_from}, phải sau {current_from} là ngày của bản đang dùng."
    ),
    "catalog.version-unknown": _("Thủ tục {procedure_key} không có bản số {number}."),
    "fees.quantity-invalid": _("Số lượng {quantity} không hợp lệ. Hãy nhập số từ 0 trở lên."),
    "fees.rule-invalid": _("Mức thu “{label}” tự mâu thuẫn. Hãy xem lại số tiền và thời gian áp dụng."),
    "fees.rules-overlap": _("Các mức thu cùng áp dụng một lúc: {labels}. Hãy sửa để chỉ còn một mức."),
    "forms.definition-invalid": _("Mẫu đơn có chỗ sai ở {path}: {value}."),
    "workflow.bpmn-unreadable": _("Tệp không phải là mô hình BPMN 2.0 đọc được: {problem}."),
    "workflow.join-waiting": _("Bước này còn chờ việc khác xong trước."),
    "workflow.not-at-step": _("Hồ sơ không còn ở bước này. Hãy tải lại hồ sơ."),
    "workflow.process-data-invalid": _("Quy trình có chỗ sai ở {path}."),
    "workflow.step-time-not-countable": _("Thời gian của bước, {amount}, phải từ 0 trở lên và tròn phút."),
    "workflow.unknown-action": _("Bước này không có hướng chuyển đã chọn. Hãy tải lại hồ sơ rồi chọn lại."),
    "workflow.unknown-step": _("Quy trình không có bước này. Hãy báo quản trị."),
}

TYPED: Final[Sentences] = {  # What somebody typed or scanned.
    "identity.card-unreadable": _(
        "Không đọc được mã trên thẻ căn cước. Hãy quét lại, tắt bộ gõ tiếng Việt, hoặc nhập tay."
    ),
    "identity.citizen-id-invalid": _("Số định danh phải đủ 12 chữ số. Bạn đã nhập {digits} chữ số."),
    "identity.not-born-yet": _(
        "Số định danh là của người sinh năm {birth_year}, sau hôm nay. Hãy xem lại số."
    ),
    "identity.old-card-invalid": _("Số chứng minh nhân dân phải đủ 9 chữ số."),
    "identity.passport-invalid": _("Số hộ chiếu gồm 6 đến 12 chữ cái và chữ số."),
    "identity.phone-invalid": _("Số điện thoại chưa đúng. Số di động gồm 10 chữ số, ví dụ 0912 000 318."),
    "identity.email-invalid": _("Địa chỉ thư điện tử chưa đúng. Ví dụ: ten@vidu.vn."),
    "identity.date-invalid": _("“{text}” chưa phải là ngày. Hãy ghi ngày/tháng/năm, tháng/năm hoặc năm."),
    "identity.tax-code-invalid": _(
        "Mã số thuế chưa đúng. Mã gồm 10 chữ số, hoặc 10 chữ số và 3 chữ số của đơn vị phụ thuộc."
    ),
    "numbering.agency-code-invalid": _("“{text}” chưa phải là mã định danh của cơ quan, ví dụ H31.100."),
    "numbering.catalog-code-invalid": _(
        "“{text}” chưa phải là mã trong cơ sở dữ liệu quốc gia về thủ tục hành chính."
    ),
    "numbering.document-number-invalid": _("“{text}” chưa phải là số, ký hiệu văn bản, ví dụ 05/GPXD."),
    "numbering.dossier-code-invalid": _(
        "“{text}” chưa phải là mã hồ sơ. Xem mã ở đầu giấy hẹn, ví dụ H31.100-260410-0002."
    ),
    "numbering.province-unknown": _("Không có tỉnh mang mã {province_code}."),
}

SPREADSHEETS: Final[Sentences] = {
    "spreadsheets.headings-missing": _("Bảng thiếu các cột: {headings}. Hãy dùng tệp mẫu."),
    "spreadsheets.too-large": _("Bảng quá lớn: nhiều nhất {rows} dòng. Hãy chia thành nhiều tệp."),
    "spreadsheets.unreadable": _("Không đọc được bảng. Hãy lưu lại thành XLSX hoặc CSV rồi gửi."),
}

ORGANIZATION: Final[Sentences] = {
    "organization.account-closed": _("Tài khoản {username} đã đóng. Hãy mở lại trước."),
    "organization.account-kind-unfit": _(
        "Quyền quản trị chỉ giao cho tài khoản quản trị; {username} không phải loại đó."
    ),
    "organization.account-not-active": _(
        "Tài khoản không còn hoạt động. Hãy liên hệ quản trị của cơ quan bạn."
    ),
    "organization.account-not-found": _("Không có tài khoản này trong phạm vi bạn quản trị."),
    "organization.agency-not-found": _("Không có cơ quan mang mã {key}."),
    "organization.already-assigned": _("Người này đã được giao việc này từ {since}."),
    "organization.already-ended": _("Việc giao này đã kết thúc ngày {ended_on}."),
    "organization.data-refused": _("Dữ liệu có chỗ sai, chưa nạp gì: {problems}."),
    "organization.mandate-needs-end": _("Thừa ủy quyền phải có ngày kết thúc."),
    "organization.mandate-to-oneself": _("Không ủy quyền cho chính mình được. Hãy chọn người khác."),
    "organization.mandate-to-outsider": _(
        "{full_name} không làm việc ở cơ quan này vào ngày bắt đầu ủy quyền."
    ),
    "organization.own-reform": _("Bạn đã lập phương án này nên một quản trị khác phải duyệt."),
    "organization.reform-flawed": _("Phương án có chỗ chưa đúng nên chưa áp dụng: {flaws}."),
    "organization.reform-not-due": _("Chưa đến ngày áp dụng phương án này."),
    "organization.reform-not-found": _("Không có phương án này."),
    "organization.reform-not-in-status": _(
        "Phương án đang ở trạng thái “{status}” nên không làm được việc này."
    ),
    "organization.password-refused": _("Mật khẩu chưa đạt: {sentences}"),
    "organization.password-reused": _(
        "Mật khẩu này bạn đã dùng trong {remembered} lần gần nhất. Hãy đặt mật khẩu khác."
    ),
    "organization.oversight-unfit": _(
        "{agency} không trực thuộc {overseer}. Chỉ giao cho cơ quan cấp trên của nó."
    ),
    "organization.reserve-unfit": _(
        "{full_name} không dự phòng được: hãy chọn một người khác của cơ quan cử đi."
    ),
    "organization.rights-for-oneself": _(
        "Không tự thay đổi quyền hoặc tài khoản của chính mình. Hãy nhờ một quản trị khác."
    ),
    "organization.secondment-length-unlawful": _(
        "Biệt phái đến bộ phận một cửa từ {shortest_months} đến {longest_months} tháng."
    ),
    "organization.unit-code-taken": _("Cơ quan đã có đơn vị mang mã {unit_code}. Hãy chọn mã khác."),
    "organization.unit-not-found": _("Không có đơn vị này."),
    "organization.unit-not-there": _(
        "{name} không hoạt động vào ngày bắt đầu. Hãy chọn ngày khác hoặc đơn vị khác."
    ),
    "organization.username-taken": _("Tên đăng nhập {username} đã có người dùng. Hãy chọn tên khác."),
    "organization.wrong-code": _("Mã xác thực chưa đúng hoặc đã dùng. Hãy chờ mã mới rồi nhập lại."),
    "organization.wrong-password": _("Mật khẩu hiện tại chưa đúng. Hãy gõ lại."),
}

DOCUMENTS: Final[Sentences] = {
    "documents.content-damaged": _("Tệp lưu trữ bị hỏng nên không mở được. Hãy báo quản trị."),
    "documents.file-refused": _("Không nhận được tệp “{name}”."),
    "documents.file-empty": _("Tệp “{name}” không có nội dung. Hãy chọn tệp khác."),
    "documents.file-has-program": _(
        "Tệp “{name}” chứa chương trình nên không nhận được. Hãy lưu thành PDF thường rồi gửi lại."
    ),
    "documents.file-infected": _("Tệp “{name}” có mã độc nên không nhận được."),
    "documents.file-not-scanned-yet": _("Tệp “{name}” đang được quét mã độc. Hãy mở lại sau ít phút."),
    "documents.file-not-what-it-says": _(
        "Tệp “{name}” có nội dung khác với đuôi tệp. Hãy lưu lại đúng loại rồi gửi."
    ),
    "documents.file-too-large": _(
        "Tệp “{name}” nặng {size}, lớn hơn mức {limit}. Hãy quét lại ở độ phân giải thấp hơn."
    ),
    "documents.file-type-not-allowed": _("Không nhận loại tệp của “{name}”. Các loại nhận được: {allowed}."),
    "documents.file-unreadable": _("Không đọc được tệp “{name}”. Tệp có thể hỏng hoặc có mật khẩu."),
    "documents.letters-not-printable": _("Không in được các chữ: {letters}. Hãy sửa lại các chữ đó."),
    "documents.link-not-valid": _("Đường dẫn tải tệp đã hết hạn. Hãy mở lại từ trang hồ sơ."),
    "documents.reason-missing": _("{kind} phải ghi rõ lý do. Hãy ghi lý do rồi in."),
}

SENTENCES: Final[Sentences] = {
    **RIGHTS_AND_TIME, **SHEETS_AND_TEXTS, **FILING, **DOSSIERS, **CATALOG, **TYPED, **ORGANIZATION, **DOCUMENTS,
    **SPREADSHEETS, **CITIZENS, **FEEDBACK, **PAYMENTS,
}  # fmt: skip

FAULTS: Final[Sentences] = {  # One field of an application form; facts as `motcua.domain.forms` gives them.
    "forms.required": _("Hãy điền mục này."),
    "forms.wrong-shape": _("Không đọc được điều đã nhập. Hãy nhập lại."),
    "forms.too-long": _("Dài {length} chữ, nhiều nhất {maximum} chữ. Hãy viết gọn lại."),
    "forms.pattern-mismatch": _("Chưa đúng dạng cần có. Hãy xem lại hướng dẫn ở trên ô."),
    "forms.not-a-number": _("Hãy nhập một số, ví dụ 1.250,5."),
    "forms.not-whole": _("Hãy nhập số tròn, không có phần lẻ."),
    "forms.too-small": _("Số nhỏ nhất là {minimum}."),
    "forms.too-large": _("Số lớn nhất là {maximum}."),
    "forms.not-yes-or-no": _("Hãy chọn có hoặc không."),
    "forms.not-a-choice": _("Không có lựa chọn này. Hãy chọn trong danh sách."),
    "forms.not-a-date": _("Chưa phải là ngày có thật. Hãy ghi ngày/tháng/năm, ví dụ 16/04/2026."),
    "forms.not-a-time": _("Chưa phải là giờ. Hãy ghi giờ:phút, ví dụ 13:30."),
    "forms.not-a-quarter": _("Chưa phải là quý. Hãy ghi quý và năm, ví dụ 2/2026."),
    "forms.not-a-unit-code": _("Không có đơn vị hành chính mang mã này. Hãy chọn trong danh sách."),
    "forms.not-in-register": _("Không tìm thấy trong danh mục. Hãy chọn trong danh sách."),
    "forms.not-an-account": _("Chưa phải là số tài khoản ngân hàng. Hãy xem lại số."),
    "forms.not-a-file": _("Chưa có tệp. Hãy chọn tệp rồi gửi lại."),
    "forms.address-incomplete": _("Địa chỉ chưa đủ: cần tỉnh, xã và số nhà, đường hoặc thôn."),
    "forms.too-many-rows": _("Nhiều nhất {maximum} dòng. Hãy bỏ bớt."),
    "forms.unknown-field": _("Mẫu đơn không có mục này."),
    "forms.rule-broken": _("Mục này chưa khớp với các mục khác. Hãy xem lại."),
}

FLAWS: Final[Sentences] = {  # Why a process may not be published yet (R-A60, R-A61).
    "workflow.no-start": _("Quy trình chưa có bước đầu."),
    "workflow.reserved-id": _("Mã bước trùng với mã dành riêng cho điểm kết thúc."),
    "workflow.duplicate-step": _("Hai bước trùng mã."),
    "workflow.duplicate-action": _("Hai hướng chuyển của một bước trùng mã."),
    "workflow.unknown-target": _("Hướng chuyển dẫn đến bước không có trong quy trình."),
    "workflow.action-without-target": _("Hướng chuyển chưa dẫn đến đâu."),
    "workflow.step-without-action": _("Bước chưa có hướng chuyển nào."),
    "workflow.finish-mismatch": _(
        "Hướng kết thúc phải dẫn đến điểm kết thúc, và chỉ hướng kết thúc mới dẫn đến đó."
    ),
    "workflow.return-jumps-forward": _("Hướng trả lại dẫn đến bước phía sau."),
    "workflow.forward-circle": _("Các hướng chuyển tiếp đi thành vòng."),
    "workflow.unreachable-step": _("Không có đường nào đến bước này."),
    "workflow.dead-action": _("Không bao giờ dùng được hướng chuyển này."),
    "workflow.no-way-to-end": _("Từ đây không có đường đến điểm kết thúc."),
    "workflow.join-never-completes": _("Bước gộp chờ một nhánh không bao giờ đến."),
    "workflow.work-left-behind": _("Quy trình kết thúc khi còn việc dở dang."),
    "workflow.work-piles-up": _("Việc ở một bước có thể tăng mãi."),
    "workflow.too-many-situations": _(
        "Quy trình rẽ quá nhiều nhánh nên không kiểm tra hết được. Hãy tách nhỏ."
    ),
    "workflow.over-limit": _("Tổng thời gian các bước vượt thời hạn của thủ tục."),
    "workflow.role-missing": _("Đơn vị của bước không có người giữ vai trò cần có."),
    "workflow.unsigned-result": _("Kết quả có thể được trả mà chưa ký."),
}
