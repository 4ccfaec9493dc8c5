"""Every change to numbers, certificates, hand-over and personal links."""

from certificates.operations.asking import ask_again, ask_for_issue
from certificates.operations.copies import move_copy, print_copy
from certificates.operations.credentials import credential_in, make_credential_key
from certificates.operations.designs import (
    activate_design,
    ask_for_activation,
    copy_design,
    create_template,
    freeze_design,
    refuse_activation,
    retire_design,
    save_design,
)
from certificates.operations.handover import (
    Recipient,
    cancel_handover,
    hand_over,
    hand_over_all,
)
from certificates.operations.issuing import (
    Part,
    carry_out,
    finish,
    finish_left_over,
    finish_part,
    reserve,
)
from certificates.operations.life import Correction, void
from certificates.operations.links import (
    answer_name_report,
    make_links,
    open_link,
    report_name,
    revoke_link,
    token_hash,
    token_of,
)
from certificates.operations.making import make_pdf
from certificates.operations.names import correct_name
from certificates.operations.numbers import (
    NumberEntry,
    RowProblemsError,
    number_problems,
    record_numbers,
)
from certificates.operations.printing import (
    ask_for_print_file,
    forget_print_files,
    make_print_file,
    note_archive,
)
from certificates.operations.proposals import approve, decline, propose, withdraw
from certificates.operations.seals import (
    TokenFacts,
    add_seal_from_file,
    add_seal_on_token,
    choose_signing,
    declare_seal_compromised,
    make_development_seal,
    retire_seal,
)
from certificates.operations.signed_files import LARGEST_SIGNED_FILE, attach_signed_file
from certificates.operations.statuses import publish_all, published_status
from certificates.operations.trials import check_and_activate

__all__ = [
    "LARGEST_SIGNED_FILE",
    "Correction",
    "NumberEntry",
    "Part",
    "Recipient",
    "RowProblemsError",
    "TokenFacts",
    "activate_design",
    "add_seal_from_file",
    "add_seal_on_token",
    "answer_name_report",
    "approve",
    "ask_again",
    "ask_for_activation",
    "ask_for_issue",
    "ask_for_print_file",
    "attach_signed_file",
    "cancel_handover",
    "carry_out",
    "check_and_activate",
    "choose_signing",
    "copy_design",
    "correct_name",
    "create_template",
    "credential_in",
    "declare_seal_compromised",
    "decline",
    "finish",
    "finish_left_over",
    "finish_part",
    "forget_print_files",
    "freeze_design",
    "hand_over",
    "hand_over_all",
    "make_credential_key",
    "make_development_seal",
    "make_links",
    "make_pdf",
    "make_print_file",
    "move_copy",
    "note_archive",
    "number_problems",
    "open_link",
    "print_copy",
    "propose",
    "publish_all",
    "published_status",
    "record_numbers",
    "refuse_activation",
    "report_name",
    "reserve",
    "retire_design",
    "retire_seal",
    "revoke_link",
    "save_design",
    "token_hash",
    "token_of",
    "void",
    "withdraw",
]
