import ts from 'typescript';

/** Finds the calls of a declaration in the source. */
export class CallGraph {
  /** Calls by the called name. Only possible matches are resolved, because resolving is slow. */
  private readonly byName = new Map<string, ts.CallExpression[]>();

  constructor(
    private readonly checker: ts.TypeChecker,
    sources: readonly ts.SourceFile[],
  ) {
    for (const source of sources) this.visit(source);
  }

  /** Returns the calls of a name, regardless of the declaration that it refers to. */
  named(name: string): readonly ts.CallExpression[] {
    return this.byName.get(name) ?? [];
  }

  /** Returns the calls of a function, or of the type under which the function is returned. */
  callsTo(declaration: ts.SignatureDeclaration): readonly ts.CallExpression[] {
    if (ts.isArrowFunction(declaration) || ts.isFunctionExpression(declaration)) {
      const { parent } = declaration;
      if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent))
        return this.resolved(this.named(parent.name.getText()), declaration);
      const usedAs = this.checker.getContextualType(declaration)?.getCallSignatures()[0]?.declaration;
      return usedAs ? this.resolved([...this.byName.values()].flat().filter(isPlain), usedAs) : [];
    }
    return declaration.name ? this.resolved(this.named(declaration.name.getText()), declaration) : [];
  }

  declarationOf(call: ts.CallExpression): ts.Node | undefined {
    return this.checker.getResolvedSignature(call)?.declaration;
  }

  private resolved(calls: readonly ts.CallExpression[], declaration: ts.Node): ts.CallExpression[] {
    return calls.filter((call) => this.declarationOf(call) === declaration);
  }

  private visit(node: ts.Node): void {
    if (ts.isCallExpression(node)) {
      const { expression: callee } = node;
      const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
      const known = this.byName.get(name);
      if (known) known.push(node);
      else this.byName.set(name, [node]);
    }
    ts.forEachChild(node, (child) => this.visit(child));
  }
}

/**
 * Returns true if a name is called with a template literal as the first argument, as with functions that are passed as
 * values.
 */
function isPlain({ expression, arguments: [first] }: ts.CallExpression): boolean {
  return ts.isIdentifier(expression) && first !== undefined && ts.isTemplateLiteral(first);
}
