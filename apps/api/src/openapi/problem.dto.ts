export class FieldFaultDto {
  /** JSON pointer to the value in the request. */
  pointer: string;
  code: string;
  params?: Record<string, string | number | boolean | null>;
}

/** Problem details (RFC 9457). */
export class ProblemDto {
  type: string;
  title: string;
  status: number;
  /** Stable code. Use it to select the text. */
  code: string;
  /** Values of the code's text. */
  params: Record<string, string | number | boolean | null>;
  /** Fields to correct. */
  fields?: FieldFaultDto[];
  /** Details for developers. */
  detail?: string;
  /** Id of the related entries in the server's log. */
  correlationId: string;
}
