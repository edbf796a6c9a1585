"""The matrix as data: what stands in the addresses of the admin, and what has to happen there.

A new address fails `tests/architecture/test_wall_is_complete.py` until its parameters are known
here; a new model until it is said whose its rows are.
"""

from fnmatch import fnmatch

# Kinds of pages that take the place of the page in an address, each in turn.
PAGES = ("page-draft", "page-live", "home")
ALL_PAGES = (
    *PAGES,
    "page-changed",
    "page-scheduled",
    "page-closed",
    "page-locked",
    "page-alias",
    "page-moderated",
    "page-translated",
)
ABOUT_ALL_PAGES = ("edit", "view_draft", "history", "delete", "copy")

# Address (pattern of fnmatch), parameter → what of network B stands there: kinds of things of the
# world, one after the other, or words that are the same for everybody. The first match counts.
PARAMETERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    # Pages.
    *((f"wagtailadmin_pages:{name}", "page_id", ALL_PAGES) for name in ABOUT_ALL_PAGES),
    ("wagtailadmin_pages:*workflow*", "page_id", ("page-moderated", "page-draft")),
    ("wagtailadmin_pages:unlock", "page_id", ("page-locked",)),
    ("wagtailadmin_pages:convert_alias", "page_id", ("page-alias",)),
    ("wagtail_localize:convert_to_alias", "page_id", ("page-translated", "page-draft")),
    ("wagtailadmin_pages:set_privacy", "page_id", ("page-closed", "page-draft")),
    ("wagtailadmin_pages:revisions_unschedule", "page_id", ("page-scheduled",)),
    ("*", "page_id", PAGES),
    ("*", "parent_page_id", ("home", "page-draft")),
    ("*", "page_to_move_id", ("page-draft",)),
    ("*", "destination_id", ("home",)),
    ("wagtailadmin_workflows:remove", "page_pk", ("home", "page-moderated")),
    ("*", "workflow_pk", ("workflow",)),
    ("wagtailadmin_api:pages:detail", "pk", ALL_PAGES),
    ("wagtailadmin_api:pages:*", "pk", ("page-draft",)),
    ("wagtailadmin_pages:revisions_compare", "pk", ("page-changed", "page-draft")),
    ("wagtailadmin_pages:*", "content_type_app_name", ("=sites",)),
    ("wagtailadmin_pages:*", "content_type_model_name", ("=standardpage", "=homepage")),
    ("wagtailadmin_pages:*", "app_label", ("=sites",)),
    ("wagtailadmin_pages:*", "model_name", ("=standardpage",)),
    ("*", "revision_id", ("revision",)),
    ("*", "revision_id_a", ("=earliest",)),
    ("*", "revision_id_b", ("=latest",)),
    (
        "wagtailadmin_api:*",
        "action_name",
        (
            "=publish",
            "=unpublish",
            "=copy",
            "=move",
            "=delete",
            "=create_alias",
            "=convert_alias",
            "=copy_for_translation",
            "=revert_to_page_revision",
        ),
    ),
    ("*", "action_name", ("=approve", "=reject")),
    ("*", "task_state_id", ("task-state",)),
    ("*", "workflow_state_id", ("workflow-state",)),
    ("*", "task_id", ("task",)),
    # Pictures, files, collections.
    ("wagtailadmin_api:documents:*", "pk", ("file", "file-closed")),
    ("wagtailadmin_api:images:*", "pk", ("picture",)),
    ("*", "image_id", ("picture",)),
    ("*", "document_id", ("file", "file-closed")),
    ("*", "doc_id", ("file", "file-closed")),
    ("wagtaildocs:*", "uploaded_file_id", ("upload-file",)),
    ("wagtailimages:*", "uploaded_file_id", ("upload-picture",)),
    ("wagtailimages:preview", "filter_spec", ("=width-100",)),
    ("wagtaildocs_chooser:*", "pk", ("file", "file-closed")),
    ("wagtailimages_chooser:*", "pk", ("picture",)),
    ("wagtailadmin_collections:*", "pk", ("collection", "collection-closed")),
    ("*", "collection_id", ("collection", "collection-closed")),
    # What administrators look after.
    ("wagtailadmin_workflows:*_task", "pk", ("task",)),
    ("wagtailadmin_workflows:*", "pk", ("workflow",)),
    ("wagtailadmin_workflows:add_task", "app_label", ("=wagtailcore",)),
    ("wagtailadmin_workflows:add_task", "model_name", ("=groupapprovaltask",)),
    ("*", "redirect_id", ("redirect",)),
    ("wagtailsettings:*", "app_name", ("=wagtailcore",)),
    ("wagtailsettings:*", "model_name", ("=site",)),
    ("wagtailsettings:*", "pk", ("site",)),
    ("wagtailsites:*", "pk", ("site",)),
    ("wagtaillocales:*", "pk", ("=1",)),
    ("wagtailusers_users:*", "pk", ("person",)),
    ("wagtailusers_groups:*", "pk", ("group",)),
    ("wagtailadmin_password_reset_confirm", "uidb64", ("=MQ",)),
    ("wagtailadmin_password_reset_confirm", "token", ("=abc-123",)),
    # People and imports.
    ("accept_invitation", "token", ("=abc-123",)),
    ("team*", "slug", ("network.slug",)),
    ("team_resend", "pk", ("invitation",)),
    ("team_withdraw", "pk", ("invitation",)),
    ("team*", "pk", ("person",)),
    ("mfa_*", "pk", ("=1",)),
    ("withdraw_offer", "pk", ("offer", "offer-draft")),
    ("guide_page", "slug", ("=seite-aendern",)),
    ("figure_records", "key", ("=offers", "=partners")),
    ("figure_records", "slug", ("network.slug",)),
    ("coverage_cell", "slug", ("network.slug",)),
    ("coverage_cell", "scheme", ("=topic",)),
    ("coverage_cell", "term", ("=geld",)),
    ("announcement_read", "pk", ("=1",)),
    ("steering_hand_over", "slug", ("network.slug",)),
    ("steering_change_state", "slug", ("network.slug",)),
    ("steering_change_state", "state", ("=dormant", "=ended")),
    ("machine_budget", "slug", ("network.slug",)),
    ("steering_term", "pk", ("=1",)),
    ("steering_change_term", "pk", ("=1",)),
    ("steering_change_term", "way", ("=merge", "=move", "=replace")),
    *(
        (address, parameter, values)
        for address in ("po_download", "po_upload")
        for parameter, values in (("slug", ("network.slug",)), ("language", ("=en",)))
    ),
    *(
        (address, parameter, values)
        for address in ("translate_words", "proofread_words")
        for parameter, values in (("kind", ("=offer",)), ("pk", ("offer",)), ("language", ("=en",)))
    ),
    ("opendata_import", "pk", ("import-run",)),
    ("opendata_template", "name", ("=vorlage.xlsx",)),
    ("search_try_again", "pk", ("=1",)),
    # Across all kinds.
    ("wagtail_bulk_action", "app_label", ("=wagtailcore", "=media", "=directory")),
    ("wagtail_bulk_action", "model_name", ("=page", "=picture", "=file", "=offer")),
    (
        "wagtail_bulk_action",
        "action",
        (
            "=delete",
            "=move",
            "=publish",
            "=unpublish",
            "=add_tags",
            "=add_to_collection",
        ),
    ),
    ("wagtailadmin_editing_sessions:ping", "app_label", ("=sites",)),
    ("wagtailadmin_editing_sessions:ping", "model_name", ("=standardpage",)),
    ("wagtailadmin_editing_sessions:ping", "object_id", ("page-draft",)),
    ("*", "session_id", ("editing-session",)),
    ("wagtailadmin_tag_model_autocomplete", "app_name", ("=taggit", "=sites")),
    ("wagtailadmin_tag_model_autocomplete", "model_name", ("=tag", "=newstag")),
    # wagtail-localize.
    ("*", "translation_source_id", ("translation-source",)),
    ("*", "translation_id", ("translation",)),
    ("*", "string_segment_id", ("string-segment",)),
    ("*", "overridable_segment_id", ("overridable-segment",)),
    ("wagtail_localize:preview_translation", "mode", ("=",)),
    ("wagtail_localize:*", "app_label", ("=directory",)),
    ("wagtail_localize:*", "model_name", ("=partner", "=offer", "=event")),
    ("wagtail_localize:*", "pk", ("partner-draft", "offer-draft")),
)

# Model → kinds of things of network B that its viewset's addresses are tried with.
OBJECTS: dict[str, tuple[str, ...]] = {
    "alliance.Agreement": ("agreement",),
    "alliance.Meeting": ("meeting",),
    "alliance.NetworkOfTheMonth": ("award",),
    "alliance.Position": ("position", "position-draft"),
    "alliance.Signature": ("signature",),
    "alliance.WorkingGroup": ("working-group",),
    "directory.ChangeNotice": ("change-notice",),
    "directory.Handover": ("handover",),
    "events.CoHost": ("co-host",),
    "directory.HiddenOffer": ("hidden-offer",),
    "directory.HiddenPartner": ("hidden-partner",),
    "directory.LikelyDuplicate": ("likely-duplicate",),
    "directory.LocalNote": ("local-note",),
    "directory.Membership": ("membership", "membership-referring"),
    "directory.Offer": ("offer", "offer-draft", "offer-referring"),
    "directory.Partner": ("partner", "partner-draft"),
    "directory.Proposal": ("proposal",),
    "directory.Selection": ("selection",),
    "directory.Verification": ("verification",),
    "events.Event": ("event",),
    "networks.Network": ("network",),
    "pathways.Pathway": ("pathway",),
    "search.PinnedResult": ("pinned-result",),
    "search.WordGroup": ("word-group",),
    "taxonomy.TermProposal": ("term-proposal",),
    "umbrella.ComparisonProfile": ("comparison-profile",),
    "umbrella.Milestone": ("milestone",),
}

# Models that belong to no network: everybody reads them, the umbrella or the code writes them.
COMMON_OBJECTS = {
    "directory.CheckRule",
    "directory.CheckSettings",
    "glossary.GlossaryTerm",
    "steering.Announcement",
    "taxonomy.Scheme",
    "taxonomy.Term",
    "umbrella.Threshold",
}


def kinds_for(address: str, parameter: str) -> tuple[str, ...]:
    """What stands in `parameter` of the address, or nothing where nobody has said it."""
    for pattern, name, kinds in PARAMETERS:
        if fnmatch(address, pattern) and name == parameter:
            return kinds
    return ()


# Things that an address takes in its query or body: address, a part of the path, the query.
# `{kind}` is a thing of network B, `{own kind}` one of network A.
QUERIES: tuple[tuple[str, str, str], ...] = (
    ("wagtail_bulk_action", "/page/", "?id={page-draft}&id={page-live}&id={page-closed}"),
    ("wagtail_bulk_action", "/page/", "?id={own page-draft}&id={page-draft}"),
    ("wagtail_bulk_action", "/page/", "?id=all&childOf={home}"),
    ("wagtail_bulk_action", "/page/", "?id=all"),
    ("wagtail_bulk_action", "/picture/", "?id={picture}"),
    ("wagtail_bulk_action", "/picture/", "?id=all"),
    ("wagtail_bulk_action", "/file/", "?id={file}&id={file-closed}&id={own file}"),
    ("wagtail_bulk_action", "/file/", "?id=all"),
    ("wagtail_bulk_action", "/offer/", "?id={offer-draft}&id={offer}"),
    ("wagtailadmin_choose_page", "", "?page_type=sites.StandardPage"),
    ("wagtailadmin_choose_page", "", "?page_type=sites.PortraitIndexPage"),
    ("wagtailadmin_choose_page", "", "?user_perms=move_to&target_pages[]={page-draft}"),
    ("wagtailadmin_choose_page_search", "", "?q=GEHEIM"),
    ("wagtailadmin_choose_page_search", "", "?q=SEITE&page_type=sites.StandardPage"),
    ("wagtailadmin_choose_page_chosen_multiple", "", "?id={page-draft}&id={page-live}"),
    ("wagtailadmin_tag_*", "", "?term=GEHEIM"),
    ("wagtailimages_chooser:chosen_multiple", "", "?id={picture}&id={own picture}"),
    ("wagtaildocs_chooser:chosen_multiple", "", "?id={file}&id={file-closed}"),
    ("wagtailsnippetchoosers_directory_partner:chosen_multiple", "", "?id={partner-draft}"),
    ("wagtailsnippetchoosers_directory_offer:chosen_multiple", "", "?id={offer-draft}"),
    ("wagtailsnippetchoosers_events_event:chosen_multiple", "", "?id={event}"),
    ("wagtailsnippetchoosers_alliance_*:chosen_multiple", "", "?id={meeting}&id={agreement}"),
    ("trend", "", "?network=b-netz&figure=offers"),
    ("quarter_report", "", "?network=b-netz"),
    ("quarter_report", "", "?network=alle&quarter=2026-1"),
    ("machine_use", "", "?network=b-netz"),
    ("translations_to_do", "", "?network=b-netz&language=en"),
    ("translations_to_do", "", "?network=b-netz&language=en&export=csv"),
    ("wagtailadmin_api:pages:listing", "", "?child_of={home}"),
    ("wagtailadmin_api:pages:listing", "", "?descendant_of={home}"),
    ("wagtailadmin_api:pages:listing", "", "?translation_of={page-draft}"),
    ("wagtailadmin_api:pages:listing", "", "?search=GEHEIM"),
    ("wagtailadmin_explore_root", "", "?q=GEHEIM&search_all=1"),
    ("wagtailadmin_explore_root", "", "?owner={person}&site={site}&search_all=1"),
    ("wagtailimages:index", "", "?collection_id={collection}"),
    ("wagtaildocs:index", "", "?collection_id={collection}"),
    ("wagtailimages_chooser:*", "", "?collection_id={collection}&q=GEHEIM"),
    ("wagtaildocs_chooser:*", "", "?collection_id={collection}&q=GEHEIM"),
)


def queries_for(address: str, url: str) -> list[str]:
    """The queries to try at one address."""
    return [query for pattern, part, query in QUERIES if fnmatch(address, pattern) and part in url]
