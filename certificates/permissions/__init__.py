"""Who may do what with numbers, certificates, papers, links, designs and keys, and when."""

from certificates.permissions.changes import (
    can_change,
    may_approve,
    may_decline,
    may_propose,
    may_see_proposals,
    may_withdraw,
)
from certificates.permissions.designs import (
    DESIGNERS,
    may_activate_design,
    may_copy_design,
    may_design,
    may_edit_design,
    may_freeze_design,
    may_retire_design,
)
from certificates.permissions.holders import (
    may_answer_name_report,
    may_make_link,
    may_revoke_link,
    may_send_links,
)
from certificates.permissions.issuing import (
    may_ask_for_issue,
    may_continue_run,
    may_correct_name,
    may_issue,
    may_record_number,
    may_record_numbers,
    may_void,
)
from certificates.permissions.papers import (
    can_leave,
    may_cancel_handover,
    may_hand_over,
    may_hand_over_certificate,
    may_move_copy,
    may_print_copy,
)
from certificates.permissions.seals import (
    may_attach_signed_file,
    may_declare_seal_compromised,
    may_make_credential_key,
    may_manage_seal,
    may_retire_seal,
)

__all__ = [
    "DESIGNERS",
    "can_change",
    "can_leave",
    "may_activate_design",
    "may_answer_name_report",
    "may_approve",
    "may_ask_for_issue",
    "may_attach_signed_file",
    "may_cancel_handover",
    "may_continue_run",
    "may_copy_design",
    "may_correct_name",
    "may_declare_seal_compromised",
    "may_decline",
    "may_design",
    "may_edit_design",
    "may_freeze_design",
    "may_hand_over",
    "may_hand_over_certificate",
    "may_issue",
    "may_make_credential_key",
    "may_make_link",
    "may_manage_seal",
    "may_move_copy",
    "may_print_copy",
    "may_propose",
    "may_record_number",
    "may_record_numbers",
    "may_retire_design",
    "may_retire_seal",
    "may_revoke_link",
    "may_see_proposals",
    "may_send_links",
    "may_void",
    "may_withdraw",
]
