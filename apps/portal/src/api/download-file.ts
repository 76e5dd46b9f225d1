import { ApiProblem, toProblem } from '../problems/problem.js';

/**
 * Downloads a file. Requests only the first bytes at first, so that an error is shown on this page. The browser then
 * downloads the file itself.
 * @throws ApiProblem if the server refuses the file
 */
export async function downloadFile(address: string, name: string): Promise<void> {
  const controller = new AbortController();
  const response = await fetch(address, { credentials: 'same-origin', signal: controller.signal });
  if (!response.ok) {
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    throw new ApiProblem(toProblem(response.status, isJson ? await response.json() : undefined));
  }
  controller.abort();
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
