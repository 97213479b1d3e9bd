"""How every form of the site is drawn, and allauth's forms in our words."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.account.forms import ReauthenticateForm as PasswordReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _


class Renderer(TemplatesSetting):
    """Forms and fields are drawn by our own templates, never by Django's defaults."""

    form_template_name = "partials/form.html"
    field_template_name = "partials/field.html"


BAD_ADDRESS = _("Write an e-mail address with an @ in it, like name@example.org")
NO_CODE = _("Write the code from your app.")
CODE = (_("Code"), _("Six figures from the app, or a recovery code"), NO_CODE)
EMAIL = (_("E-mail address"), _("The one your organisation knows you by"), _("Write your e-mail address."))
NEW = (_("New password"), "", _("Write a new password."))
AGAIN = (_("New password, once more"), "", _("Write the new password once more."))
KEY_NAME = (_("Name of the key"), _("For example: my phone, the blue key on my ring"), _("Write a name for the key."))
NOW = (_("Your password now"), "", _("Write the password you have now."))


class InOurWords:
    """Gives fields of allauth's forms our label, hint and error; a placeholder would vanish when people need it."""

    words: ClassVar[dict[str, tuple[Any, Any, Any]]] = {}
    """Name of a field → label, hint, and what is said when it is empty."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint, when_empty) in self.words.items():
            field = self.fields[name]
            field.label, field.help_text, field.error_messages["required"] = label, hint, when_empty
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = BAD_ADDRESS
                field.widget.attrs |= {"autocomplete": "username", "spellcheck": "false"}


class SignInForm(InOurWords, LoginForm):
    """E-mail and password."""

    words: ClassVar = {
        "login": EMAIL,
        "password": (_("Password"), _("Paste from a password manager if you use one"), _("Write your password.")),
    }


class OtherAddressForm(InOurWords, AddEmailForm):
    """One more address of one's own."""

    words: ClassVar = {
        "email": (_("E-mail address"), _("For example the one that another employer knows you by"), EMAIL[2])
    }


class ForgottenPasswordForm(InOurWords, ResetPasswordForm):
    """The address that a link is sent to."""

    words: ClassVar = {"email": EMAIL}


class NewPasswordForm(InOurWords, ResetPasswordKeyForm):
    """A new password by such a link."""

    words: ClassVar = {"password1": NEW, "password2": AGAIN}


class FirstPasswordForm(InOurWords, SetPasswordForm):
    """A password for a sign-in that had none."""

    words: ClassVar = {"password1": NEW, "password2": AGAIN}


class OtherPasswordForm(InOurWords, ChangePasswordForm):
    """Another password in place of the one known."""

    words: ClassVar = {"oldpassword": NOW, "password1": NEW, "password2": AGAIN}


class PasswordAgainForm(InOurWords, PasswordReauthenticateForm):
    """The password once more, before something that guards the account is changed."""

    words: ClassVar = {"password": NOW}


class SecondFactorForm(InOurWords, AuthenticateForm):
    """The code at signing in."""

    words: ClassVar = {"code": CODE}


class SecondFactorAgainForm(InOurWords, ReauthenticateForm):
    """The code, asked for in the middle of a session."""

    words: ClassVar = {"code": CODE}


class AddKeyForm(InOurWords, AddWebAuthnForm):
    """A passkey or security key, and what its owner calls it."""

    words: ClassVar = {"name": KEY_NAME}


class RenameKeyForm(InOurWords, EditWebAuthnForm):
    """Another name for a key."""

    words: ClassVar = {"name": KEY_NAME}


class EnrolAppForm(InOurWords, ActivateTOTPForm):
    """The first code of a new app."""

    words: ClassVar = {
        "code": (_("Write the code it shows"), _("Six figures; a new code comes every half minute"), NO_CODE)
    }
