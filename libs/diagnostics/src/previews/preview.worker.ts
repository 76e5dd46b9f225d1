import { parentPort } from 'node:worker_threads';
import { DomainError } from '#platform/domain';
import { type PreviewFault, type PreviewRequest, workOnPreview } from './preview-work.js';

/** Runs in a worker thread: answers each request with the bytes of the response, a fault, or an unexpected error. */
parentPort?.on('message', (request: PreviewRequest) => {
  try {
    const response = Uint8Array.from(workOnPreview(request));
    parentPort?.postMessage({ response }, [response.buffer]);
  } catch (error) {
    if (error instanceof DomainError) {
      const { code, params, fields } = error;
      parentPort?.postMessage({ fault: { code, params, fields } satisfies PreviewFault });
    } else {
      parentPort?.postMessage({ unexpected: String((error as Error).stack ?? error) });
    }
  }
});
