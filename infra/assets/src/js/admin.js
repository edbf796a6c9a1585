// Words of Wagtail's own scripts that its German catalogue leaves in English.
if (window.django && window.django.catalog) {
  window.django.catalog.Dashboard = 'Startseite';
}
