"""The rules of Wagtail's and wagtail-localize's own addresses.

Each was tried with objects of another network (tests/tenancy/wall): where Wagtail asks about the
object by itself, nothing is added; the others are closed or asked here.
"""

from collections.abc import Mapping

from network_core.tenancy.addresses import (
    Rule,
    administrators,
    asked,
    asks_itself,
    common,
    replaced,
)
from network_core.tenancy.page_choosers import BrowseOwnPages, LinkAsTyped, OwnPagesChosen
from network_core.tenancy.questions import (
    named_pages_seen,
    own_objects_only,
    source_to_update,
)
from network_core.tenancy.reports import (
    OwnLockedPagesView,
    OwnTasksView,
    OwnWorkflowView,
)
from network_core.tenancy.tags import OwnFilesView, OwnPicturesView, suggest_tags
from network_core.tenancy.translations import OwnTranslationsView, SubmitOwnPage

_PAGE = asked(named_pages_seen, "the page is one that the person sees; Wagtail asks for the rest")
_COLLECTION = asks_itself("Wagtail asks for rights on the collection of the object")
_LISTED = asks_itself("Wagtail lists what the person has rights on")
_SELF = common("about the person alone")
_FORM = common("a form without any object")
_GLOBAL = asks_itself("Wagtail asks for a permission that no role has")
_TRANSLATION = asks_itself("wagtail-localize asks for rights on the translated page")
_TAGS = replaced(suggest_tags, "tags of what the person may use")

RULES: Mapping[str, Rule] = {
    # The frame of the admin.
    "wagtailadmin_home": asks_itself("each panel lists what concerns the person"),
    "admin/test404/": common("an empty page"),
    "admin/^.*/$": common("what does not exist"),
    "wagtailadmin_error_test": administrators("makes an error on purpose"),
    "wagtailadmin_account": _SELF,
    "wagtailadmin_logout": _SELF,
    "wagtailadmin_login": _FORM,
    "wagtailadmin_dismissibles": _SELF,
    "wagtailadmin_sprite": common("pictograms"),
    "wagtailadmin_javascript_catalog": common("translations of the admin"),
    "wagtailadmin_password_reset": _FORM,
    "wagtailadmin_password_reset_done": _FORM,
    "wagtailadmin_password_reset_confirm": _FORM,
    "wagtailadmin_password_reset_complete": _FORM,
    "wagtailadmin_block_preview": common("an invented example of a block"),
    "wagtailadmin_editing_sessions:*": asks_itself("Wagtail asks for rights on the object"),
    "wagtailadmin_tag_autocomplete": _TAGS,
    "wagtailadmin_tag_model_autocomplete": _TAGS,
    # Pages.
    "wagtailadmin_explore_root": _LISTED,
    "wagtailadmin_explore": _PAGE,
    "wagtailadmin_explore_results": _PAGE,
    "wagtailadmin_pages:*": _PAGE,
    "wagtailadmin_choose_page": replaced(BrowseOwnPages.as_view(), "begins at own pages"),
    "wagtailadmin_choose_page_child": replaced(
        BrowseOwnPages.as_view(), "the page is one that the person sees"
    ),
    "wagtailadmin_choose_page_search": _LISTED,
    "wagtailadmin_choose_page_chosen_multiple": replaced(
        OwnPagesChosen.as_view(), "answers with pages that the person sees"
    ),
    "wagtailadmin_choose_page_external_link": replaced(
        LinkAsTyped.as_view(), "does not look up whose page the address is"
    ),
    "wagtailadmin_choose_page_email_link": _FORM,
    "wagtailadmin_choose_page_phone_link": _FORM,
    "wagtailadmin_choose_page_anchor_link": _FORM,
    "wagtail_bulk_action": asked(
        own_objects_only, "all objects are ones that the person may change"
    ),
    # Interfaces of the admin itself.
    "wagtailadmin_api:pages:*": _LISTED,
    "wagtailadmin_api:documents:*": administrators("lists the files of all networks"),
    "wagtailadmin_api:images:*": administrators("lists the pictures of all networks"),
    # Pictures, files and their collections.
    "wagtailadmin_collections:*": _GLOBAL,
    "wagtaildocs:*": _COLLECTION,
    "wagtaildocs:index": replaced(OwnFilesView.as_view(), "shows own tags only"),
    "wagtaildocs_chooser:*": _COLLECTION,
    "wagtailimages:*": _COLLECTION,
    "wagtailimages:index": replaced(OwnPicturesView.as_view(), "shows own tags only"),
    "wagtailimages_chooser:*": _COLLECTION,
    # Workflows, redirects, settings, people: made by commands or by administrators.
    "wagtailadmin_workflows:*": _GLOBAL,
    "wagtailadmin_workflows:task_chooser": administrators("lists the tasks of all networks"),
    "wagtailadmin_workflows:task_chooser_results": administrators("lists the tasks of all"),
    "wagtailadmin_workflows:task_chosen": administrators("shows any task"),
    "wagtailredirects:*": _GLOBAL,
    "wagtailsettings:*": _GLOBAL,
    "wagtailsites:*": _GLOBAL,
    "wagtaillocales:*": _GLOBAL,
    "wagtailusers_users:*": _GLOBAL,
    "wagtailusers_groups:*": _GLOBAL,
    "wagtailsnippets:*": common("names of kinds of records"),
    # Ours, of packages below this one.
    "jobs_report": asks_itself("may_see_report"),
    "jobs_report_results": asks_itself("may_see_report"),
    "mail_preview": asks_itself("administrators only"),
    # Reports.
    "wagtailadmin_reports:aging_pages": _LISTED,
    "wagtailadmin_reports:aging_pages_results": _LISTED,
    "wagtailadmin_reports:locked_pages": replaced(
        OwnLockedPagesView.as_view(), "names no people of other networks"
    ),
    "wagtailadmin_reports:locked_pages_results": _LISTED,
    "wagtailadmin_reports:workflow": replaced(
        OwnWorkflowView.as_view(), "its filters name what is own"
    ),
    "wagtailadmin_reports:workflow_results": _LISTED,
    "wagtailadmin_reports:workflow_tasks": replaced(
        OwnTasksView.as_view(), "its filters name what is own"
    ),
    "wagtailadmin_reports:workflow_tasks_results": _LISTED,
    "wagtailadmin_reports:*": administrators("history and page types of all networks"),
    # wagtail-localize.
    "wagtail_localize:javascript_catalog": common("translations of the admin"),
    "wagtail_localize:submit_page_translation": replaced(
        SubmitOwnPage.as_view(), "the page is one that the person may change"
    ),
    "wagtail_localize:submit_snippet_translation": asks_itself("no snippet is translated this way"),
    "wagtail_localize:update_translations": asked(
        source_to_update, "the source is a page that the person may change"
    ),
    "wagtail_localize:convert_to_alias": asks_itself("asks for rights on the page"),
    "wagtail_localize:edit_override": _TRANSLATION,
    "wagtail_localize:edit_string_translation": _TRANSLATION,
    "wagtail_localize:download_pofile": _TRANSLATION,
    "wagtail_localize:upload_pofile": _TRANSLATION,
    "wagtail_localize:machine_translate": _TRANSLATION,
    "wagtail_localize:preview_translation": _TRANSLATION,
    "wagtail_localize:stop_translation": _TRANSLATION,
    "wagtail_localize:translations_report": replaced(
        OwnTranslationsView.as_view(), "lists what is own"
    ),
    "wagtail_localize:translations_report_results": replaced(
        OwnTranslationsView.as_view(results_only=True), "lists what is own"
    ),
    "wagtail_localize:snippets_api_listing": administrators("asks about no object"),
    "wagtail_localize:snippets_api_detail": administrators("asks about no object"),
}
