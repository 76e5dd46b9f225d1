import pg from 'pg';

/** A column of a query's result, described by PostgreSQL without running the query. */
export interface ResultColumn {
  readonly name: string;
  readonly typeId: number;
  /** Object ID of the column's table; zero for an expression. */
  readonly tableId: number;
  /** Number of the column in its table; zero for an expression. */
  readonly columnNumber: number;
}

interface Field {
  readonly name: string;
  readonly dataTypeID: number;
  readonly tableID: number;
  readonly columnID: number;
}

/** The part of the driver's connection that sends messages of the extended protocol. */
interface ProtocolConnection {
  parse(message: { text: string }): void;
  describe(message: { type: 'S'; name: string }): void;
  sync(): void;
}

/** Makes PostgreSQL parse and plan a query and describe its result, without running it. */
class Description implements pg.Submittable {
  private fields: readonly Field[] = [];

  constructor(
    private readonly text: string,
    private readonly onFields: (fields: readonly Field[]) => void,
    private readonly onError: (error: Error) => void,
  ) {}

  submit(connection: pg.Connection): void {
    const protocol = connection as unknown as ProtocolConnection;
    protocol.parse({ text: this.text });
    protocol.describe({ type: 'S', name: '' });
    protocol.sync();
  }

  handleRowDescription(message: { readonly fields: readonly Field[] }): void {
    this.fields = message.fields;
  }

  /** The driver calls no other method for a failed query. */
  handleError(error: Error): void {
    this.onError(error);
  }

  handleReadyForQuery(): void {
    this.onFields(this.fields);
  }
}

/** @throws PostgreSQL's error for an invalid text */
export function describeQuery(client: pg.Client, text: string): Promise<ResultColumn[]> {
  return new Promise((resolve, reject) => {
    const toColumns = (fields: readonly Field[]): ResultColumn[] =>
      fields.map(({ name, dataTypeID, tableID, columnID }) => ({
        name,
        typeId: dataTypeID,
        tableId: tableID,
        columnNumber: columnID,
      }));
    client.query(new Description(text, (fields) => resolve(toColumns(fields)), reject));
  });
}
