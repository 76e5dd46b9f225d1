/** Parts of an operation that are added to the generated description. */
export interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: { readonly name: string; readonly in: string }[];
  responses: Record<string, OperationResponse>;
  security?: Record<string, string[]>[];
  'x-permissions'?: readonly string[];
  /** Reason why no permission is required. */
  'x-access'?: string;
  requestBody?: { content?: Record<string, MediaType> };
  /** Maximum size of the body in bytes. */
  'x-max-body-bytes'?: number;
}

/** Response, or reference to a shared response. */
export interface OperationResponse {
  $ref?: string;
  description?: string;
  content?: Record<string, MediaType>;
}

export interface MediaType {
  schema?: unknown;
  example?: unknown;
}

/** Bodies of one call of an operation. A body that is not JSON is absent. */
export interface OperationExample {
  readonly request?: unknown;
  readonly response?: unknown;
}
