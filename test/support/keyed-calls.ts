import type { RunningApi } from './api.js';
import type { PersonOfWorld } from './world.js';

export interface KeyedAnswer {
  status: number;
  text: string;
}

/** A call with a person's key; the path is below /api/v1. */
export async function callWithKey(
  api: RunningApi,
  person: PersonOfWorld,
  method: string,
  path: string,
  body?: FormData | object,
): Promise<KeyedAnswer> {
  const isForm = body instanceof FormData;
  const response = await fetch(`${api.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${person.key}`,
      ...(body && !isForm ? { 'content-type': 'application/json' } : {}),
    },
    body: body && (isForm ? body : JSON.stringify(body)),
  });
  return { status: response.status, text: await response.text() };
}
