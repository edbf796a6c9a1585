import django.db.models.deletion
import modelcluster.fields
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


def name_for_calendars(apps, schema_editor):
    """Give every event that is there a name of its own; a default would be the same for all."""
    event_model = apps.get_model("events", "Event")
    for pk in event_model.objects.values_list("pk", flat=True):
        event_model.objects.filter(pk=pk).update(uid=uuid.uuid4())


def write_occurrences(apps, schema_editor):
    """So far every event took place once."""
    occurrence_model = apps.get_model("events", "Occurrence")
    rows = apps.get_model("events", "Event").objects.values_list("pk", "begin", "end")
    occurrence_model.objects.bulk_create(
        occurrence_model(event_id=pk, begin=begin, end=end) for pk, begin, end in rows
    )


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0003_initial'),
        ('events', '0002_precision'),
        ('media', '0001_initial'),
        ('networks', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EventDayOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='Tag')),
            ],
            options={
                'verbose_name': 'Tag ohne Termin',
                'verbose_name_plural': 'Tage ohne Termin',
                'ordering': ['day'],
            },
        ),
        migrations.CreateModel(
            name='EventFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('title', models.CharField(blank=True, help_text='Leer: der Titel des Dokuments.', max_length=200, verbose_name='Titel')),
            ],
            options={
                'verbose_name': 'Dokument der Veranstaltung',
                'verbose_name_plural': 'Dokumente der Veranstaltung',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EventPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('alt', models.CharField(blank=True, max_length=300, verbose_name='Beschreibung für alle, die das Bild nicht sehen')),
                ('decorative', models.BooleanField(default=False, help_text='Das Bild sagt nichts, was im Text fehlt. Dann braucht es keine Beschreibung.', verbose_name='Nur Schmuck')),
                ('caption', models.CharField(blank=True, max_length=300, verbose_name='Bildunterschrift')),
            ],
            options={
                'verbose_name': 'Bild der Veranstaltung',
                'verbose_name_plural': 'Bilder der Veranstaltung',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Occurrence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begin', models.DateTimeField(verbose_name='Beginn')),
                ('end', models.DateTimeField(verbose_name='Ende')),
            ],
            options={
                'verbose_name': 'Termin',
                'verbose_name_plural': 'Termine',
                'ordering': ['begin', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='event',
            name='accessibility_note',
            field=models.TextField(blank=True, db_default='', default='', help_text='Zum Beispiel: Zugang ohne Stufen, Aufzug, Toilette für Rollstuhlfahrende, Dolmetschen in Gebärdensprache.', verbose_name='Barrierefreiheit des Ortes'),
        ),
        migrations.AddField(
            model_name='event',
            name='childcare_note',
            field=models.TextField(blank=True, db_default='', default='', help_text='Für welches Alter, und muss man sie anmelden? Oder: „Kinder willkommen“.', verbose_name='Kinderbetreuung'),
        ),
        migrations.AddField(
            model_name='event',
            name='contact_email',
            field=models.EmailField(blank=True, db_default='', default='', max_length=254, verbose_name='E-Mail'),
        ),
        migrations.AddField(
            model_name='event',
            name='contact_name',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='Ansprechperson oder Stelle'),
        ),
        migrations.AddField(
            model_name='event',
            name='contact_phone',
            field=models.CharField(blank=True, db_default='', default='', max_length=60, verbose_name='Telefon'),
        ),
        migrations.AddField(
            model_name='event',
            name='documentation',
            field=wagtail.fields.RichTextField(blank=True, db_default='', default='', help_text='Was danach festzuhalten ist: Ergebnisse, Verabredungen, Eindrücke.', verbose_name='Rückblick'),
        ),
        migrations.AddField(
            model_name='event',
            name='host_networks',
            field=modelcluster.fields.ParentalManyToManyField(blank=True, help_text='Die Veranstaltung steht auch in deren Kalendern.', related_name='hosted_events', to='networks.network', verbose_name='Gemeinsam mit diesen Netzwerken'),
        ),
        migrations.AddField(
            model_name='event',
            name='is_cancelled',
            field=models.BooleanField(db_default=False, default=False, help_text='Die Veranstaltung bleibt sichtbar und wird als abgesagt gekennzeichnet.', verbose_name='Abgesagt'),
        ),
        migrations.AddField(
            model_name='event',
            name='repeats',
            field=models.CharField(choices=[('once', 'einmalig'), ('daily', 'jeden Tag'), ('weekly', 'jede Woche am selben Wochentag'), ('fortnightly', 'alle zwei Wochen am selben Wochentag'), ('monthly_weekday', 'jeden Monat, z. B. am zweiten Dienstag'), ('monthly_last', 'jeden Monat, z. B. am letzten Dienstag'), ('monthly_date', 'jeden Monat am selben Tag, z. B. am 15.'), ('yearly', 'jedes Jahr am selben Tag')], db_default='once', default='once', help_text='Wochentag und Tag im Monat sind die des ersten Termins.', max_length=15, verbose_name='Wiederholung'),
        ),
        migrations.AddField(
            model_name='event',
            name='repeats_until',
            field=models.DateField(blank=True, help_text='Der letzte Tag, an dem ein Termin sein kann. Höchstens fünf Jahre.', null=True, verbose_name='Wiederholen bis'),
        ),
        migrations.AddField(
            model_name='event',
            name='uid',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='eventtext',
            name='accessibility_note',
            field=models.TextField(blank=True, db_default='', default='', help_text='Zum Beispiel: Zugang ohne Stufen, Aufzug, Toilette für Rollstuhlfahrende, Dolmetschen in Gebärdensprache.', verbose_name='Barrierefreiheit des Ortes'),
        ),
        migrations.AddField(
            model_name='eventtext',
            name='childcare_note',
            field=models.TextField(blank=True, db_default='', default='', help_text='Für welches Alter, und muss man sie anmelden? Oder: „Kinder willkommen“.', verbose_name='Kinderbetreuung'),
        ),
        migrations.AddField(
            model_name='eventtext',
            name='documentation',
            field=wagtail.fields.RichTextField(blank=True, db_default='', default='', help_text='Was danach festzuhalten ist: Ergebnisse, Verabredungen, Eindrücke.', verbose_name='Rückblick'),
        ),
        migrations.AlterField(
            model_name='event',
            name='end',
            field=models.DateTimeField(help_text='Bei einer Reihe: das Ende des ersten Termins.', verbose_name='Ende'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('repeats', 'once'), ('repeats_until__isnull', True)), models.Q(('repeats__in', ['daily', 'weekly', 'fortnightly', 'monthly_weekday', 'monthly_last', 'monthly_date', 'yearly']), ('repeats_until__isnull', False)), _connector='OR'), name='event_repeats_until_a_day', violation_error_message='Eine Reihe braucht einen letzten Tag.'),
        ),
        migrations.AddField(
            model_name='eventdayoff',
            name='event',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='days_off', to='events.event'),
        ),
        migrations.AddField(
            model_name='eventfile',
            name='event',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='events.event'),
        ),
        migrations.AddField(
            model_name='eventfile',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='media.file', verbose_name='Dokument'),
        ),
        migrations.AddField(
            model_name='eventpicture',
            name='event',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='events.event'),
        ),
        migrations.AddField(
            model_name='eventpicture',
            name='picture',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='media.picture', verbose_name='Bild'),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='event',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='occurrences', to='events.event'),
        ),
        migrations.AddConstraint(
            model_name='eventdayoff',
            constraint=models.UniqueConstraint(fields=('event', 'day'), name='day_off_once_per_event'),
        ),
        migrations.AddIndex(
            model_name='occurrence',
            index=models.Index(fields=['end'], name='occurrence_end'),
        ),
        migrations.AddIndex(
            model_name='occurrence',
            index=models.Index(fields=['event', 'end'], name='occurrence_of_event'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=models.UniqueConstraint(fields=('event', 'begin'), name='occurrence_begins_once'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=models.CheckConstraint(condition=models.Q(('end__gte', models.F('begin'))), name='occurrence_ends_after_it_begins'),
        ),
        migrations.RunPython(name_for_calendars, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='event',
            name='uid',
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True),
        ),
        # Last: PostgreSQL changes no table that has rows whose foreign keys it has yet to check.
        migrations.RunPython(write_occurrences, migrations.RunPython.noop),
    ]
