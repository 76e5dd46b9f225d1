/**
 * Every code of a DomainError and the HTTP status that answers it. Exhaustive: a spec finds the codes thrown anywhere
 * in libs/ and apps/api and fails on one that is missing here, because an unmapped code would look like a crash (500).
 */
export const HTTP_STATUS: Readonly<Record<string, number>> = {
  'api.already_exists': 409,
  'api.body_too_large': 413,
  'api.body_unreadable': 400,
  'api.database_unavailable': 503,
  'api.id_invalid': 404,
  'api.idempotency_key_in_use': 409,
  'api.idempotency_key_invalid': 400,
  'api.idempotency_key_reused': 422,
  'api.if_match_invalid': 400,
  'api.if_match_required': 428,
  'api.media_type_unsupported': 415,
  'api.reference_missing': 409,
  'api.request_invalid': 422,
  'api.request_refused': 400,
  'api.route_not_found': 404,
  'api.rule_violated': 409,
  'api.too_many_requests': 429,

  'platform.cursor_invalid': 400,
  'platform.version_mismatch': 412,

  'organization.csrf_token_wrong': 403,
  'organization.not_signed_in': 401,
  'organization.permission_missing': 403,
};
