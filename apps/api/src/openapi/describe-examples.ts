import { EXAMPLES } from './examples.gen.js';
import type { MediaType, Operation } from './operation.js';
import { SESSION_EXAMPLES } from './session-examples.js';

/** Adds to an operation the example of a call that a test made, or one that is written for an operation without a permission. */
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
