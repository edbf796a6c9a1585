"""The stream of blocks that pages are made of."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock

from blocks.columns import TwoColumnsBlock
from blocks.directory import ContactCardBlock, OfferListBlock, PartnerListBlock
from blocks.downloads import DownloadBlock, VideoLinkBlock
from blocks.events import EventTeaserBlock
from blocks.figures import FigureBlock, KeyFiguresBlock, StatisticBlock
from blocks.help import UrgentHelpBlock
from blocks.lists import LinkCollectionBlock, TaskListBlock
from blocks.members import MembersListBlock, PartnerQuotationBlock
from blocks.network_map import NetworkMapBlock
from blocks.notices import NoticeBlock
from blocks.pathways import PathwayBlock
from blocks.pictures import PictureBlock
from blocks.questions import AccordionBlock, QuestionAnswerBlock
from blocks.steps import ChecklistBlock, StepListBlock, TimelineBlock
from blocks.teasers import CallToActionBlock, NewsTeaserBlock, PortraitTeaserBlock
from blocks.text import HeadingBlock, ProseBlock, QuotationBlock

TEXT = _("Text")
LISTS = _("Listen und Schritte")
SHOWN = _("Bilder und Zahlen")
DIRECTORY = _("Aus dem Verzeichnis")
ONWARD = _("Weiterführendes")


class BodyStream(StreamBlock):
    """The body of a page."""

    heading = HeadingBlock(group=TEXT)
    text = ProseBlock(group=TEXT)
    notice = NoticeBlock(group=TEXT)
    quotation = QuotationBlock(group=TEXT)
    partner_quotation = PartnerQuotationBlock(group=TEXT)
    question_answer = QuestionAnswerBlock(group=TEXT)
    accordion = AccordionBlock(group=TEXT)
    two_columns = TwoColumnsBlock(group=TEXT)

    task_list = TaskListBlock(group=LISTS)
    step_list = StepListBlock(group=LISTS)
    checklist = ChecklistBlock(group=LISTS)
    timeline = TimelineBlock(group=LISTS)

    picture = PictureBlock(group=SHOWN)
    statistic = StatisticBlock(group=SHOWN)
    key_figures = KeyFiguresBlock(group=SHOWN)
    figure = FigureBlock(group=SHOWN)

    urgent_help = UrgentHelpBlock(group=DIRECTORY)
    contact_card = ContactCardBlock(group=DIRECTORY)
    offer_list = OfferListBlock(group=DIRECTORY)
    partner_list = PartnerListBlock(group=DIRECTORY)
    members_list = MembersListBlock(group=DIRECTORY)
    network_map = NetworkMapBlock(group=DIRECTORY)
    event_teaser = EventTeaserBlock(group=DIRECTORY)
    pathway = PathwayBlock(group=DIRECTORY)

    news_teaser = NewsTeaserBlock(group=ONWARD)
    portrait_teaser = PortraitTeaserBlock(group=ONWARD)
    call_to_action = CallToActionBlock(group=ONWARD)
    link_collection = LinkCollectionBlock(group=ONWARD)
    download = DownloadBlock(group=ONWARD)
    video_link = VideoLinkBlock(group=ONWARD)

    class Meta:
        label = _("Inhalt")
        required = False
