import { loadErrorTexts } from '../i18n/i18n.js';
import { ApiProblem, toProblem } from '../problems/problem.js';
import { announceSessionEnd } from './client.js';

/**
 * Fetches a file with a single request, because each request counts against the quota for exports.
 * @throws ApiProblem if the server refuses the file; TypeError without a connection
 */
export async function fetchFile(address: string): Promise<Blob> {
  const response = await fetch(address, { credentials: 'same-origin' });
  if (response.ok) return response.blob();
  if (response.status === 401) announceSessionEnd();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  const problem = toProblem(response.status, isJson ? await response.json() : undefined);
  await loadErrorTexts();
  throw new ApiProblem(problem);
}
