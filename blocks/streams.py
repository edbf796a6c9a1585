"""The stream of blocks that pages are made of."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock

from blocks.directory import ContactCardBlock, OfferListBlock, PartnerListBlock
from blocks.figures import StatisticBlock
from blocks.help import UrgentHelpBlock
from blocks.lists import LinkCollectionBlock, TaskListBlock
from blocks.pictures import PictureBlock
from blocks.questions import AccordionBlock, QuestionAnswerBlock
from blocks.teasers import CallToActionBlock, NewsTeaserBlock
from blocks.text import HeadingBlock, ProseBlock, QuotationBlock

TEXT = _("Text")
SHOWN = _("Bilder und Zahlen")
DIRECTORY = _("Aus dem Verzeichnis")
ONWARD = _("Weiterführendes")


class BodyStream(StreamBlock):
    """The body of a page."""

    heading = HeadingBlock(group=TEXT)
    text = ProseBlock(group=TEXT)
    quotation = QuotationBlock(group=TEXT)
    task_list = TaskListBlock(group=TEXT)
    question_answer = QuestionAnswerBlock(group=TEXT)
    accordion = AccordionBlock(group=TEXT)

    picture = PictureBlock(group=SHOWN)
    statistic = StatisticBlock(group=SHOWN)

    urgent_help = UrgentHelpBlock(group=DIRECTORY)
    contact_card = ContactCardBlock(group=DIRECTORY)
    offer_list = OfferListBlock(group=DIRECTORY)
    partner_list = PartnerListBlock(group=DIRECTORY)

    news_teaser = NewsTeaserBlock(group=ONWARD)
    call_to_action = CallToActionBlock(group=ONWARD)
    link_collection = LinkCollectionBlock(group=ONWARD)

    class Meta:
        label = _("Inhalt")
        required = False
