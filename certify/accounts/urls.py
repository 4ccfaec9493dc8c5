"""Sign-in, own account, and organizations with their people.

Only the pages of allauth that we use have an address: no sign-up, no e-mail administration. Their
names are the library's, because it looks them up.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from django.urls import include, path

from certify.accounts.views import own, signing_in

library = [
    path("masuk/", signing_in.sign_in, name="account_login"),
    path("masuk/kode/", signing_in.sign_in_code, name="mfa_authenticate"),
    path("keluar/", account.logout, name="account_logout"),
    path("akun/tidak-aktif/", account.account_inactive, name="account_inactive"),
    path("akun/pastikan/", signing_in.password_again, name="account_reauthenticate"),
    path("akun/pastikan/kode/", signing_in.verification_code, name="mfa_reauthenticate"),
    path("akun/kata-sandi/", signing_in.password_change, name="account_change_password"),
    path("akun/kode-ponsel/", mfa.index, name="mfa_index"),
    path("akun/kode-ponsel/pasang/", signing_in.enrol, name="mfa_activate_totp"),
    path("akun/kode-ponsel/cabut/", signing_in.remove_factor, name="mfa_deactivate_totp"),
    path("akun/kode-pemulihan/", signing_in.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "akun/kode-pemulihan/baru/",
        signing_in.new_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "akun/kode-pemulihan/unduh/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("akun/perangkat/", signing_in.own_sessions, name="usersessions_list"),
]

ours = [
    path("masuk/lupa/", own.forgotten, name="forgotten"),
    path("akun/", own.account, name="account"),
]

urlpatterns = [*library, path("", include((ours, "accounts")))]
