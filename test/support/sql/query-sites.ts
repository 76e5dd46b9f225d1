import { relative } from 'node:path';
import ts from 'typescript';
import { CallGraph } from './call-graph.js';
import { NonStaticText, StaticTexts } from './static-texts.js';

/** The row that the caller of a query reads. */
export type DeclaredRow =
  | { readonly kind: 'columns'; readonly columns: ReadonlyMap<string, ts.Type> }
  | { readonly kind: 'positions'; readonly types: readonly ts.Type[] }
  /** The caller reads no column: it discards the result, or counts rows without a declared type. */
  | { readonly kind: 'unread' }
  /** The caller may read any column, unchecked. */
  | { readonly kind: 'undeclared' };

/** A location in the source that queries PostgreSQL. */
export interface QuerySite {
  /** File and function, with a number if a function has several queries: `libs/…/usage.queries.ts › findUsage 2`. */
  readonly name: string;
  /** All possible texts of the query, or the reason why the text is known only at run time. */
  readonly texts: readonly string[] | { readonly reason: string };
  readonly row: DeclaredRow;
}

interface QueryCall {
  readonly call: ts.CallExpression;
  readonly text: ts.Expression;
  /**
   * The call that declares the type of the columns: the query's call, or the call of a function that passes on its
   * text.
   */
  readonly reader: ts.CallExpression;
}

/** Matches the declaration files of libraries with functions that accept SQL. */
const TAKES_SQL = /node_modules\/(typeorm|@types\/pg)\//;

/**
 * Finds every call that passes SQL to TypeORM or pg. A function that passes on SQL from its own parameter is not a
 * site, but its callers are.
 */
export function findQuerySites(program: ts.Program, root: string, files: readonly string[]): QuerySite[] {
  const checker = program.getTypeChecker();
  const sources = files.map((file) => program.getSourceFile(file)).filter((source) => source !== undefined);
  const calls = new CallGraph(checker, sources);
  const texts = new StaticTexts(checker, calls);
  const found = new Map<ts.CallExpression, QueryCall>();
  for (const call of calls.named('query')) {
    const text = textOf(calls, call);
    if (text) addSites(checker, calls, { call, text, reader: call }, found);
  }
  const taken = new Map<string, number>();
  return [...found]
    .sort(([a], [b]) => locationOf(a).localeCompare(locationOf(b)) || a.pos - b.pos)
    .map(([call, { text, reader }]) => {
      const location = `${relative(root, call.getSourceFile().fileName)} › ${functionOf(call)}`;
      const number = (taken.get(location) ?? 0) + 1;
      taken.set(location, number);
      return {
        name: number === 1 ? location : `${location} ${number}`,
        texts: textsOf(texts, text),
        row: declaredRow(checker, reader),
      };
    });
}

function locationOf(call: ts.CallExpression): string {
  return call.getSourceFile().fileName;
}

function addSites(
  checker: ts.TypeChecker,
  calls: CallGraph,
  queryCall: QueryCall,
  found: Map<ts.CallExpression, QueryCall>,
): void {
  const parameter = ts.isIdentifier(queryCall.text) ? parameterOf(checker, queryCall.text) : undefined;
  const callers = parameter ? calls.callsTo(parameter.parent) : [];
  if (!parameter || callers.length === 0) {
    found.set(queryCall.call, queryCall);
    return;
  }
  const index = parameter.parent.parameters.indexOf(parameter);
  const isGeneric = (parameter.parent.typeParameters?.length ?? 0) > 0;
  for (const call of callers) {
    const text = call.arguments[index];
    if (text && !found.has(call))
      addSites(checker, calls, { call, text, reader: isGeneric ? call : queryCall.reader }, found);
  }
}

function parameterOf(checker: ts.TypeChecker, node: ts.Identifier): ts.ParameterDeclaration | undefined {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  const declaration = symbol?.valueDeclaration;
  return declaration && ts.isParameter(declaration) ? declaration : undefined;
}

function textOf(calls: CallGraph, call: ts.CallExpression): ts.Expression | undefined {
  const { expression: callee } = call;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'query') return undefined;
  const declaration = calls.declarationOf(call);
  if (!declaration || !TAKES_SQL.test(declaration.getSourceFile().fileName)) return undefined;
  const [argument] = call.arguments;
  if (!argument || !ts.isObjectLiteralExpression(argument)) return argument;
  const text = argument.properties.find((property) => property.name?.getText() === 'text');
  if (text && ts.isPropertyAssignment(text)) return text.initializer;
  return text && ts.isShorthandPropertyAssignment(text) ? text.name : argument;
}

function textsOf(texts: StaticTexts, text: ts.Expression): QuerySite['texts'] {
  try {
    return texts.of(text);
  } catch (error) {
    if (!(error instanceof NonStaticText)) throw error;
    return { reason: error.message };
  }
}

function functionOf(node: ts.Node): string {
  for (let at: ts.Node = node; at.parent; at = at.parent) {
    if ((ts.isFunctionDeclaration(at) || ts.isMethodDeclaration(at)) && at.name) return at.name.getText();
    if (
      (ts.isVariableDeclaration(at) || ts.isPropertyDeclaration(at) || ts.isPropertyAssignment(at)) &&
      at.initializer &&
      ts.isArrowFunction(at.initializer)
    )
      return at.name.getText();
    if (ts.isConstructorDeclaration(at)) return 'constructor';
  }
  return 'module';
}

function declaredRow(checker: ts.TypeChecker, call: ts.CallExpression): DeclaredRow {
  if (isDropped(call)) return { kind: 'unread' };
  const awaited = checker.getAwaitedType(checker.getTypeAtLocation(call));
  const rows = awaited && rowsOf(checker, awaited, call);
  const row = rows && checker.getIndexTypeOfType(rows, ts.IndexKind.Number);
  if (!row || row.flags & ts.TypeFlags.Any) return { kind: 'undeclared' };
  if (checker.isTupleType(row))
    return { kind: 'positions', types: checker.getTypeArguments(row as ts.TypeReference) };
  const properties = checker.getPropertiesOfType(row);
  if (properties.length === 0) return { kind: 'unread' };
  return {
    kind: 'columns',
    columns: new Map(properties.map((one) => [one.name, checker.getTypeOfSymbolAtLocation(one, call)])),
  };
}

/**
 * Returns the type of the rows. pg returns `{ rows }`. TypeORM returns rows; for an update or a deletion, it returns a
 * pair of rows and their number.
 */
function rowsOf(checker: ts.TypeChecker, answer: ts.Type, node: ts.Node): ts.Type | undefined {
  const rows = answer.getProperty('rows');
  if (rows) return checker.getTypeOfSymbolAtLocation(rows, node);
  if (!checker.isTupleType(answer)) return checker.isArrayType(answer) ? answer : undefined;
  const [first] = checker.getTypeArguments(answer as ts.TypeReference);
  return first && checker.isArrayType(first) ? first : answer;
}

/** Returns true for `await query(…);` or `query(…).then(() => …)`. */
function isDropped(call: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(call.parent) && ts.isCallExpression(call.parent.parent)) {
    const [handler] = call.parent.parent.arguments;
    return handler !== undefined && ts.isArrowFunction(handler) && handler.parameters.length === 0;
  }
  const outer = ts.isAwaitExpression(call.parent) ? call.parent : call;
  return ts.isExpressionStatement(outer.parent);
}
