"""
Hooks for Schemathesis. They authenticate each call, insert ids of existing rows, and check that every error is documented.

Generated ids don't exist, so that nearly every call would end with "not found". Most calls therefore start from a valid one of
the same operation with a few generated values. Choices depend only on the generated case, so that a failure can be replayed.
"""

import hashlib
import json
import os
import random
import re

import schemathesis

with open(os.environ["SCHEMATHESIS_WORLD"], encoding="utf-8") as file:
    WORLD = json.load(file)

PERSONS = WORLD["persons"]
SESSION_COOKIE = "dutycycle_session"
# Shares of calls that use each part of a valid call.
REAL_PATH, REAL_QUERY, REAL_BODY, REAL_HEADERS = 0.9, 0.6, 0.7, 0.9
# Fields that lock out the person named in a valid call. Later calls need this person, so such a call keeps its generated id.
SHUTS_OUT = {"PATCH /technicians/{id}": {"archived"}}
# Operations that end the access of the person in the path. Schemathesis also tries ids from earlier responses, which could be those of
# people whom later calls need. Such a call always keeps the path of the valid call.
ENDS_ACCESS = {"PATCH /users/{membershipId}", "DELETE /users/{membershipId}", "DELETE /api-keys/{id}"}


def name_of(operation):
    return f"{operation.method.upper()} {operation.path.removeprefix('/api/v1')}"


def random_of(case):
    """Return a random generator seeded with the generated case."""
    parts = [case.path_parameters, case.query, case.body]
    text = f"{name_of(case.operation)} {parts!r}"
    return random.Random(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())


def some_of(generated, chance):
    """Return a few of the generated fields."""
    keys = sorted(generated, key=str)
    picked = chance.sample(keys, min(len(keys), chance.randint(0, 2)))
    return {key: generated[key] for key in picked}


def persons_for(operation):
    """Return people who may call an operation, preferably a manager, a customer or a technician."""
    permissions = operation.definition.raw.get("x-permissions")
    able = [person for person in PERSONS if permissions is None or set(permissions) & set(person["permissions"])]
    usual = [person for person in able if person["usual"]]
    return usual or able or PERSONS


def sign_in(case, chance, headers):
    security = case.operation.definition.raw.get("security")
    if security == []:
        return
    person = chance.choice(persons_for(case.operation))
    # Some operations reject keys.
    if security == [{"session": []}]:
        headers["Cookie"] = f"{SESSION_COOKIE}={person['session']}"
        headers["X-CSRF-Token"] = "csrf"
    else:
        headers["Authorization"] = f"Bearer {person['key']}"


def shuts_out(case):
    fields = SHUTS_OUT.get(name_of(case.operation), set())
    return isinstance(case.body, dict) and not fields.isdisjoint(case.body)


@schemathesis.hook
def before_call(context, case, kwargs):
    chance = random_of(case)
    known = WORLD["cases"].get(name_of(case.operation))
    headers = dict(case.headers or {})
    sign_in(case, chance, headers)
    if known:
        if known["query"] and chance.random() < REAL_QUERY:
            case.query = {**known["query"], **some_of(case.query or {}, chance)}
        if isinstance(known["body"], dict) and isinstance(case.body, dict) and chance.random() < REAL_BODY:
            case.body = {**known["body"], **some_of(case.body, chance)}
        keeps_path = name_of(case.operation) in ENDS_ACCESS or chance.random() < REAL_PATH
        if keeps_path and not shuts_out(case):
            case.path_parameters = {**(case.path_parameters or {}), **known["path"]}
        if chance.random() < REAL_HEADERS:
            headers.update(known["headers"])
    case.headers = headers


def all_codes(case):
    return case.operation.schema.raw_schema["components"]["schemas"]["ProblemDto"]["x-status-of-code"]


def codes_of_operation(case):
    """Return the codes that the operation lists by status."""
    codes = set()
    for response in case.operation.definition.raw["responses"].values():
        for part in response.get("content", {}).get("application/problem+json", {}).get("schema", {}).get("allOf", []):
            codes.update(part.get("properties", {}).get("code", {}).get("enum", []))
    return codes


def common_codes(case):
    """Return the codes about the request itself, which the shared response lists."""
    return set(re.findall(r"`([a-z_.]+)`", case.operation.schema.raw_schema["components"]["responses"]["Problem"]["description"]))


@schemathesis.check
def documented_refusal(context, response, case):
    """Check that every 4xx response is a problem with a documented code and the status documented for it."""
    if not 400 <= response.status_code < 500:
        return
    kind = response.headers.get("content-type", [""])[0]
    if not kind.startswith("application/problem+json"):
        raise AssertionError(f"{response.status_code} is answered as {kind or 'nothing'}, not as a problem")
    code = response.json().get("code")
    status = all_codes(case).get(code)
    if status != response.status_code:
        raise AssertionError(f"{response.status_code} {code} is documented as {status}")
    if code not in codes_of_operation(case) | common_codes(case):
        raise AssertionError(f"{code} is not documented at {name_of(case.operation)}")
