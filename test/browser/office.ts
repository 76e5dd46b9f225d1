/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { fetchJson } from '../support/browser.js';

/** Sends a request as the person signed in on a page. */
export function post<Answer>(page: Page, path: string, body: object): Promise<Answer> {
  return page.evaluate(
    async ([address, content]) => {
      const { csrfToken } = (await (await fetch('/api/v1/session')).json()) as { csrfToken: string };
      const response = await fetch(`/api/v1${address}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-csrf-token': csrfToken },
        body: content,
      });
      if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Answer;
    },
    [path, JSON.stringify(body)] as const,
  );
}

export interface Candidate {
  readonly technician: { readonly id: string; readonly name: string };
  readonly slot: { readonly from: string; readonly to: string };
}

/**
 * Raises a ticket for a machine and assigns it to a technician, as a user of the console does.
 * @returns the id of the ticket
 */
export async function assignTicket(office: Page, serial: string, technician: string): Promise<string> {
  const { items } = await fetchJson<{ items: { id: string }[] }>(office, `/machines?search=${serial}`);
  const { id } = await post<{ id: string }>(office, '/tickets', {
    machineId: items[0]!.id,
    description: 'Oil under the machine',
  });
  const { items: candidates } = await fetchJson<{ items: Candidate[] }>(office, `/tickets/${id}/candidates`);
  const chosen = candidates.find((candidate) => candidate.technician.name.includes(technician));
  if (chosen === undefined) throw new Error(`${technician} is not suggested for ${serial}`);
  await post(office, `/tickets/${id}/assign`, {
    technicianId: chosen.technician.id,
    from: chosen.slot.from,
    to: chosen.slot.to,
  });
  return id;
}
