import { EXAMPLES } from './examples.gen.js';
import type { MediaType, Operation } from './operation.js';
import { SESSION_EXAMPLES } from './session-examples.js';

/**
 * Adds an example to an operation: a call that a test recorded, or a handwritten call for an operation that requires
 * no permission.
 */
export function describeExample({ operationId, requestBody, responses }: Operation): void {
  const { request, response } = EXAMPLES[operationId] ?? SESSION_EXAMPLES[operationId] ?? {};
  setExample(requestBody?.content, request);
  const success = Object.keys(responses).find((status) => status.startsWith('2'));
  if (success !== undefined) setExample(responses[success]!.content, response);
}

function setExample(content: Record<string, MediaType> | undefined, example: unknown): void {
  const media = content?.['application/json'];
  if (media && example !== undefined) media.example = example;
}
