"""Sign-in, own account, and organizations with their people.

Only the pages of allauth that we use have an address: no sign-up, no e-mail administration. Their
names are the library's, because it looks them up.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from django.urls import URLPattern, URLResolver, include, path

from certify.accounts.views import joining, members, organizations, own, signing_in

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

own_account = [
    path("masuk/lupa/", own.forgotten, name="forgotten"),
    path("akun/", own.account, name="account"),
]

# Reached by a one-time link, before there is an account.
arrivals = [
    path("undangan/<str:token>/", joining.invitation_arrival, name="invitation_arrival"),
    path("undangan/<str:token>/terima/", joining.accept_invitation, name="accept_invitation"),
    path("kata-sandi-baru/<str:token>/", joining.password_arrival, name="password_arrival"),
    path("kata-sandi-baru/<str:token>/simpan/", joining.set_password, name="set_password"),
]

of_organization = [
    path("", organizations.organization, name="organization"),
    path("kop/", organizations.letterhead, name="letterhead"),
    path("kop/simpan/", organizations.save_letterhead, name="save_letterhead"),
    path("logo/", organizations.logo, name="logo"),
    path("logo/ganti/", organizations.replace_logo, name="replace_logo"),
    path("logo/hapus/", organizations.remove_logo, name="remove_logo"),
    path("penanda-tangan/baru/", organizations.new_signatory, name="new_signatory"),
    path("penanda-tangan/tambah/", organizations.add_signatory, name="add_signatory"),
    path("penanda-tangan/<int:signatory>/", organizations.signatory, name="signatory"),
    path(
        "penanda-tangan/<int:signatory>/simpan/",
        organizations.save_signatory,
        name="save_signatory",
    ),
    path("undang/", members.new_invitation, name="new_invitation"),
    path("undang/buat/", members.invite, name="invite"),
    path("tautan/<int:link>/", members.link, name="link"),
    path("tautan/<int:link>/kartu/", members.link_card, name="link_card"),
    path("tautan/<int:link>/batal/", members.revoke_link, name="revoke_link"),
    path("orang/<int:person>/", members.member, name="member"),
    path("orang/<int:person>/peran/beri/", members.grant_role, name="grant_role"),
    path("peran/<int:grant>/akhiri/", members.end_role, name="end_role"),
    path("orang/<int:person>/nonaktifkan/", members.disable, name="disable"),
    path("orang/<int:person>/aktifkan/", members.enable, name="enable"),
    path("orang/<int:person>/keluarkan/", members.end_sessions, name="end_sessions"),
    path("orang/<int:person>/kata-sandi/", members.make_password_link, name="make_password_link"),
    path(
        "orang/<int:person>/kode-ponsel/minta/",
        members.request_factor_reset,
        name="request_factor_reset",
    ),
    path(
        "kode-ponsel/<int:reset>/setuju/",
        members.confirm_factor_reset,
        name="confirm_factor_reset",
    ),
    path("kode-ponsel/<int:reset>/batal/", members.cancel_factor_reset, name="cancel_factor_reset"),
]

ours: list[URLPattern | URLResolver] = [
    *own_account,
    *arrivals,
    path("organisasi/", organizations.organization_list, name="organizations"),
    path("organisasi/baru/", organizations.new_organization, name="new_organization"),
    path("organisasi/baru/buat/", organizations.create_organization, name="create_organization"),
    path("organisasi/<int:organization>/", include(of_organization)),
]

urlpatterns = [*library, path("", include((ours, "accounts")))]
