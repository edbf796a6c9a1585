from django.db import migrations

from network_core.glossary.shipped import shipped_terms


def write_terms(apps, schema_editor):
    """The terms that the product begins with; what people change later is theirs."""
    term_model = apps.get_model("glossary", "GlossaryTerm")
    rendering_model = apps.get_model("glossary", "Rendering")
    for shipped in shipped_terms():
        term = term_model.objects.create(
            german=shipped.german,
            spellings="\n".join(shipped.spellings),
            note=shipped.note,
            source=shipped.source,
        )
        rendering_model.objects.bulk_create(
            rendering_model(
                term=term, language=code, text=words[0], alternatives="\n".join(words[1:])
            )
            for code, words in shipped.renderings.items()
        )


class Migration(migrations.Migration):

    dependencies = [("glossary", "0001_initial")]

    operations = [migrations.RunPython(write_terms, migrations.RunPython.noop)]
