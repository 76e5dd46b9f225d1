export class FieldFaultDto {
  /** JSON pointer to the value in what was sent. */
  pointer: string;
  code: string;
  params?: Record<string, string | number | boolean | null>;
}

/** Problem details, RFC 9457. */
export class ProblemDto {
  type: string;
  title: string;
  status: number;
  /** Stable: texts are chosen by it. */
  code: string;
  /** What the text of the code shows. */
  params: Record<string, string | number | boolean | null>;
  /** The values to change. */
  fields?: FieldFaultDto[];
  /** For developers. */
  detail?: string;
  /** Stands in the server's log beside what happened. */
  correlationId: string;
}
