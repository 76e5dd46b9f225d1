import { request } from '../../../api/transport.js';

/** Attaches a file to a ticket. */
export function sendFile(ticketId: string, file: File): Promise<unknown> {
  const form = new FormData();
  form.set('file', file);
  return request('POST', '/tickets/{id}/files', { path: { id: ticketId }, body: form });
}
