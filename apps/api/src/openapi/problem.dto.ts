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
  /** Stable code of the problem. Use it to select a text to display. */
  code: string;
  /** Values for the text of the code. */
  params: Record<string, string | number | boolean | null>;
  /** Errors at fields of the request. Absent if there are none. */
  fields?: FieldFaultDto[];
  /** Details for developers. */
  detail?: string;
  /** Id of the related entries in the server's log. */
  correlationId: string;
}
