"""What several forms begin with: the organization that this is for."""

from collections.abc import Iterable
from typing import Any

from django import forms

from certify.accounts.models import Organization


class OrganizationForm(forms.Form):
    """A form of one organization; asks for which only when the person works for several."""

    organization = forms.ModelChoiceField(Organization.objects.none(), label="Lembaga")

    def __init__(
        self, *args: Any, organizations: Iterable[Organization] = (), **kwargs: Any
    ) -> None:
        """Keep the choices."""
        super().__init__(*args, **kwargs)
        self.organizations = list(organizations)
        if len(self.organizations) > 1:
            field = self.fields["organization"]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type
            field.queryset = Organization.objects.filter(
                pk__in=[row.pk for row in self.organizations]
            )
        else:
            del self.fields["organization"]

    def chosen(self) -> Organization:
        """Give the organization typed, or the only one."""
        return self.cleaned_data.get("organization") or self.organizations[0]
