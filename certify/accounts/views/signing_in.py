"""allauth's pages with our forms, our answers and our trail.

They stay classes because the library's are. What each adds: 422 for a form shown again, a code that
counts once, an audit event, and all other sessions ended when password or factor changes.
"""

from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.decorators import rate_limit
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as usersessions
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from certify.accounts import forms, queries, rules
from certify.accounts.actor import actor
from certify.accounts.operations import factors, sessions
from certify.once.decorators import View, changes

USED_CODE = "Kode ini sudah dipakai. Tunggu kode berikutnya di aplikasi, lalu coba lagi."


class RefusedForm:
    """A form shown again answers 422."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """Show it again."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = 422
        return response


def page_and_act(view: View) -> View:
    """Show a library page on GET and carry out its POST once."""
    act = changes(view)

    def either(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        reads = request.method in {"GET", "HEAD"}
        return view(request, **kwargs) if reads else act(request, **kwargs)

    either.__dict__.update(view.__dict__, changes=True)
    return either


class SignIn(RefusedForm, account.LoginView):
    """Account name and password."""

    form_class = forms.SignInForm


class PasswordAgain(RefusedForm, account.ReauthenticateView):
    """The password once more."""

    form_class = forms.PasswordAgainForm


class PasswordChange(RefusedForm, account.PasswordChangeView):
    """A new password ends every other session."""

    form_class = forms.NewPasswordForm

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Change it and record that it changed."""
        response: HttpResponse = super().form_valid(form)
        factors.record_change(
            user=actor(self.request),
            name="accounts.password_changed",
            summary="mengganti kata sandinya",
            current_session=self.request.session.session_key or "",
            at=timezone.now(),
        )
        return response


class CodeOnce(RefusedForm):
    """A code of the app is taken once, even while the app still shows it."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Take the code, or show the form again."""
        authenticator = form.authenticator
        is_app = authenticator.type == Authenticator.Type.TOTP
        code = form.cleaned_data["code"]
        if is_app and not factors.use_code(
            authenticator=authenticator, code=code, at=timezone.now()
        ):
            form.add_error("code", USED_CODE)
            return self.form_invalid(form)
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return response


class SignInCode(CodeOnce, mfa.AuthenticateView):
    """The code after the password."""


class VerificationCode(CodeOnce, mfa.ReauthenticateView):
    """The code before a grave act."""


class Enrolment(RefusedForm, totp.ActivateTOTPView):
    """Setting up the authenticator app."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the factor, count its first code as proof, end every other session."""
        response: HttpResponse = super().form_valid(form)
        now, user = timezone.now(), actor(self.request)
        authenticator = queries.second_factor_of(user)
        factors.use_code(authenticator=authenticator, code=form.cleaned_data["code"], at=now)
        record_authentication(
            self.request, user, "mfa", id=authenticator.pk, type="totp", reauthenticated=True
        )
        factors.record_change(
            user=user,
            name="accounts.factor_added",
            summary="memasang kode dari ponsel",
            current_session=self.request.session.session_key or "",
            at=now,
        )
        return response


class FactorRemoval(RefusedForm, totp.DeactivateTOTPView):
    """Taking the app away, where no role demands it."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Remove it and end every other session."""
        response: HttpResponse = super().form_valid(form)
        factors.record_change(
            user=actor(self.request),
            name="accounts.factor_removed",
            summary="mencabut kode dari ponsel",
            current_session=self.request.session.session_key or "",
            at=timezone.now(),
        )
        return response


class RecoveryCodes(recovery.ViewRecoveryCodesView):
    """Codes for the day the phone is gone."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Keep them out of every cache and history."""
        response: HttpResponse = super().render_to_response(context, **kwargs)
        response["Cache-Control"] = "no-store"
        return response


class NewRecoveryCodes(RefusedForm, recovery.GenerateRecoveryCodesView):
    """Fresh recovery codes; the old ones stop working."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Make them and end every other session."""
        response: HttpResponse = super().form_valid(form)
        factors.record_change(
            user=actor(self.request),
            name="accounts.recovery_codes_replaced",
            summary="membuat kode pemulihan baru",
            current_session=self.request.session.session_key or "",
            at=timezone.now(),
        )
        return response


class Sessions(usersessions.ListUserSessionsView):
    """On which devices the person is signed in; one button ends all others."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name each device in words."""
        # Past the library's own, which asks the database twice for each device.
        context: dict[str, Any] = super(usersessions.ListUserSessionsView, self).get_context_data(
            **kwargs
        )
        devices = queries.own_sessions(actor(self.request), at=timezone.now())
        for device in devices:
            device.device = rules.device_name(device.user_agent)
        return context | {"sessions": devices, "session_count": len(devices)}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """End all other sessions."""
        sessions.end_own(
            by=actor(self.request),
            current_session=self.request.session.session_key or "",
            at=timezone.now(),
        )
        # Past the library's own form_valid, which would end them a second time without a record.
        response: HttpResponse = super(usersessions.ListUserSessionsView, self).form_valid(form)
        messages.success(self.request, "Perangkat lain sudah dikeluarkan.")
        return response


sign_in = SignIn.as_view()
password_again = PasswordAgain.as_view()
# The limit stands outside: inside, the transaction of a refused form would take its count back.
password_change = rate_limit(action="change_password")(page_and_act(PasswordChange.as_view()))
sign_in_code = SignInCode.as_view()
verification_code = VerificationCode.as_view()
enrol = page_and_act(Enrolment.as_view())
remove_factor = page_and_act(FactorRemoval.as_view())
recovery_codes = RecoveryCodes.as_view()
new_recovery_codes = page_and_act(NewRecoveryCodes.as_view())
own_sessions = page_and_act(Sessions.as_view())
