"""The page types; each lives in a file of its own below `sites.pages`."""

from sites.pages.alliance import AlliancePage
from sites.pages.companies import CompanyPage
from sites.pages.contact import ContactPage
from sites.pages.events import EventIndexPage
from sites.pages.home import HomePage
from sites.pages.leaflet import LeafletPage
from sites.pages.legal import LegalPage
from sites.pages.news import NewsIndexPage, NewsPage, NewsTag
from sites.pages.offers import OfferIndexPage
from sites.pages.partners import PartnerIndexPage
from sites.pages.pathways import PathwayIndexPage
from sites.pages.portraits import AnnouncedPortrait, PortraitIndexPage, PortraitPage
from sites.pages.practice import FieldOfWork, PracticeIndexPage, PracticePage
from sites.pages.standard import StandardPage

__all__ = [
    "AlliancePage",
    "AnnouncedPortrait",
    "CompanyPage",
    "ContactPage",
    "EventIndexPage",
    "FieldOfWork",
    "HomePage",
    "LeafletPage",
    "LegalPage",
    "NewsIndexPage",
    "NewsPage",
    "NewsTag",
    "OfferIndexPage",
    "PartnerIndexPage",
    "PathwayIndexPage",
    "PortraitIndexPage",
    "PortraitPage",
    "PracticeIndexPage",
    "PracticePage",
    "StandardPage",
]
