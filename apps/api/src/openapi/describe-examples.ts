import type { OpenAPIObject } from '@nestjs/swagger';
import { EXAMPLES } from './examples.gen.js';
import type { MediaType, Operation } from './operation.js';
import { SESSION_EXAMPLES } from './session-examples.js';

const JSON_TYPE = 'application/json';

/** Adds to each operation the example of a call that a test made, or one written for operations without a permission. */
export function describeExamples({ paths }: OpenAPIObject): void {
  for (const [path, item] of Object.entries(paths))
    for (const [method, operation] of Object.entries(item as Record<string, Operation>)) {
      const name = `${method.toUpperCase()} ${path.replace(/^\/api\/v1/, '').replace(/\{(\w+)\}/g, ':$1')}`;
      const { request, response } = EXAMPLES[name] ?? SESSION_EXAMPLES[name] ?? {};
      setExample(operation.requestBody?.content, request);
      setExample(goodResponse(operation)?.content, response);
    }
}

function goodResponse({ responses }: Operation): { content?: Record<string, MediaType> } | undefined {
  const [status] = Object.keys(responses ?? {}).filter((one) => one.startsWith('2'));
  return status === undefined ? undefined : (responses[status] as { content?: Record<string, MediaType> });
}

function setExample(content: Record<string, MediaType> | undefined, example: unknown): void {
  const media = content?.[JSON_TYPE];
  if (media && example !== undefined) media.example = example;
}
