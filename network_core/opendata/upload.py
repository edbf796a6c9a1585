"""The form with which coordinators upload a table."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network_core.forms.cleaning import clean_text
from network_core.networks.models import Network
from network_core.opendata.importing.table_files import LARGEST_UPLOAD
from network_core.opendata.importing.terms import MappingError, read_mapping
from network_core.opendata.models import ImportRun
from network_core.tenancy.access import network_ids_for
from network_core.tenancy.matrix import Kind
from network_core.tenancy.models import User

DEFAULT_SOURCE = gettext_lazy("Tabelle")


class UploadForm(forms.Form):
    """A file, the network that it is for, and where it comes from."""

    file = forms.FileField(
        label=gettext_lazy("Datei"),
        help_text=gettext_lazy(
            "CSV oder XLSX, aus der Vorlage gemacht. Höchstens 5 MB und 500 Zeilen."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"empty": gettext_lazy("Die Datei ist leer.")},
    )
    source = forms.CharField(
        label=gettext_lazy("Quelle"),
        max_length=120,
        initial=DEFAULT_SOURCE,
        help_text=gettext_lazy(
            "Unter diesem Namen werden die Zeilen wiedererkannt. Für dieselbe Liste immer "
            "denselben Namen verwenden."
        ),
    )
    terms = forms.FileField(
        label=gettext_lazy("Zuordnung der Begriffe"),
        required=False,
        help_text=gettext_lazy(
            "Nur nötig, wenn die Datei andere Begriffe verwendet als wir: CSV mit zwei Spalten, "
            "fremder Begriff und unserer, zum Beispiel topic:geld."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.json"}),
    )
    network = forms.ModelChoiceField(
        label=gettext_lazy("Netzwerk"), queryset=Network.objects.none(), empty_label=None
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        field: Any = self.fields["network"]
        field.queryset = Network.objects.filter(pk__in=network_ids_for(user, "add", Kind.IMPORT))
        if field.queryset.count() == 1:
            # Django ignores what is posted for a disabled field and takes the initial value.
            field.disabled = True
            field.widget = forms.HiddenInput()
            field.initial = field.queryset.get()

    def clean_source(self) -> str:
        """Without control characters."""
        source = clean_text(self.cleaned_data["source"], multiline=False)
        if not source:
            raise forms.ValidationError(_("Bitte sagen, woher die Daten stammen."))
        return source

    def clean_file(self) -> Any:
        """Refuse a huge file before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_UPLOAD:
            raise forms.ValidationError(
                _("Die Datei ist zu groß: höchstens %(size)d MB.")
                % {"size": LARGEST_UPLOAD // 2**20}
            )
        return file

    def clean_terms(self) -> dict[str, str]:
        """The mapping as data."""
        file = self.cleaned_data["terms"]
        if not file:
            return {}
        try:
            return read_mapping(file.read(1_000_001))
        except MappingError as error:
            raise forms.ValidationError(str(error)) from error

    def save(self) -> ImportRun:
        """Keep the file until somebody decides about it."""
        data = self.cleaned_data
        return ImportRun.objects.create(
            network=data["network"],
            source=data["source"],
            file_name=clean_text(data["file"].name, multiline=False)[:200],
            content=data["file"].read(),
            mapping=data["terms"],
            created_by=self.user,
        )
