/** An operation of the description, as far as it is completed here. */
export interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: { readonly name: string; readonly in: string }[];
  responses: Record<string, unknown>;
  security?: Record<string, string[]>[];
  'x-permissions'?: readonly string[];
  /** Why no permission is asked. */
  'x-access'?: string;
  requestBody?: { content?: Record<string, MediaType> };
  /** Longest body that is accepted. */
  'x-max-body-bytes'?: number;
}

export interface MediaType {
  schema?: unknown;
  example?: unknown;
}

/** What an operation may be called with, and what it answers then. Absent where there is no JSON body. */
export interface OperationExample {
  readonly request?: unknown;
  readonly response?: unknown;
}
