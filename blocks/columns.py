"""Two columns with small blocks in them."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock, StructBlock

from blocks.directory import ContactCardBlock
from blocks.downloads import DownloadBlock
from blocks.figures import StatisticBlock
from blocks.lists import TaskListBlock
from blocks.notices import NoticeBlock
from blocks.pictures import PictureBlock
from blocks.steps import ChecklistBlock
from blocks.text import HeadingBlock, ProseBlock, QuotationBlock

MOST_IN_A_COLUMN = 8


class ColumnStream(StreamBlock):
    """What fits into half a page. There are no columns within columns."""

    heading = HeadingBlock()
    text = ProseBlock()
    picture = PictureBlock()
    quotation = QuotationBlock()
    task_list = TaskListBlock()
    checklist = ChecklistBlock()
    statistic = StatisticBlock()
    notice = NoticeBlock()
    contact_card = ContactCardBlock()
    download = DownloadBlock()


class TwoColumnsBlock(StructBlock):
    """Two columns side by side; one below the other where there is no room."""

    first = ColumnStream(label=_("Erste Spalte"), min_num=1, max_num=MOST_IN_A_COLUMN)
    second = ColumnStream(label=_("Zweite Spalte"), min_num=1, max_num=MOST_IN_A_COLUMN)

    class Meta:
        icon = "grip"
        label = _("Zwei Spalten")
        template = "blocks/two_columns.html"
        description = _("Zwei Spalten nebeneinander, auf dem Telefon untereinander.")
        preview_value = {
            "first": [
                {"type": "text", "value": "<p>Was wir anbieten, in wenigen Sätzen.</p>"},
            ],
            "second": [
                {
                    "type": "task_list",
                    "value": {"title": "", "tasks": ["Beratung", "Treffpunkt", "Begleitung"]},
                },
            ],
        }
