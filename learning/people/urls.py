"""URLs of people."""

from django.urls import URLPattern, URLResolver, path

from learning.people.views import (
    city,
    codes,
    employees,
    grants,
    import_history,
    imports,
    log,
    meanings,
    my_account,
    organisation,
)

app_name = "people"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", employees.employees, name="employees"),
    path("people/<uuid:public_id>/", employees.employee, name="employee"),
    path("people/<uuid:public_id>/code/", codes.reissue, name="reissue_code"),
    path("slips/", codes.slips, name="slips"),
    path("me/", my_account.my_account, name="my_account"),
    path("log/", log.log, name="log"),
    path("log/file/", log.log_file, name="log_file"),
    path("city/", city.city_settings, name="city"),
    path("grants/", grants.grants, name="grants"),
    path("grants/new/", grants.grant_new, name="grant_new"),
    path(
        "grants/<str:account>/<slug:token>/end/",
        grants.grant_revoke,
        name="grant_revoke",
    ),
    path("organisation/", organisation.organisation, name="organisation"),
    path("organisation/new/", organisation.department_new, name="department_new"),
    path(
        "organisation/<str:code>/close/",
        organisation.department_close,
        name="department_close",
    ),
    path(
        "organisation/<str:code>/order/",
        organisation.department_order,
        name="department_order",
    ),
    path("imports/", import_history.imports, name="imports"),
    path("imports/new/<slug:kind>/", imports.import_new, name="import_new"),
    path(
        "imports/<uuid:public_id>/columns/",
        imports.import_columns,
        name="import_columns",
    ),
    path("imports/<uuid:public_id>/check/", imports.import_check, name="import_check"),
    path("imports/<uuid:public_id>/apply/", imports.import_apply, name="import_apply"),
    path(
        "imports/<uuid:public_id>/discard/",
        imports.import_discard,
        name="import_discard",
    ),
    path(
        "imports/<uuid:public_id>/<slug:what>.csv",
        imports.import_table,
        name="import_table",
    ),
    path("imports/meanings/", meanings.meanings, name="meanings"),
    path(
        "imports/meanings/<int:number>/", meanings.meaning_change, name="meaning_change"
    ),
    path(
        "imports/meanings/<int:number>/forget/",
        meanings.meaning_forget,
        name="meaning_forget",
    ),
    path("imports/<int:number>/", import_history.import_done, name="import_done"),
    path("imports/<int:number>/undo/", import_history.import_undo, name="import_undo"),
]
