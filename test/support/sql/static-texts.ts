import ts from 'typescript';
import type { CallGraph } from './call-graph.js';

/**
 * The value of a source expression: a plain value, a list, or an object or function that is resolved when it is
 * needed.
 */
type Value = string | number | boolean | null | undefined | readonly Value[] | Deferred;

/** An object literal or a function, with the arguments in scope at its location. */
interface Deferred {
  readonly node: ts.ObjectLiteralExpression | ts.FunctionLikeDeclaration;
  readonly scope: Scope;
}

/** Arguments by parameter, evaluated on demand. */
type Scope = ReadonlyMap<ts.Node, () => Value>;
const NO_SCOPE: Scope = new Map();

/** Maximum number of texts that are evaluated individually. */
const MAX_TEXTS = 256;
const MAX_DEPTH = 100;

/** Thrown for an expression with a value that is known only at run time. */
export class NonStaticText extends Error {
  constructor(node: ts.Node | undefined, reason: string) {
    super(node?.getSourceFile() ? `${reason}: ${node.getText().slice(0, 80)}` : reason);
  }
}

/**
 * Evaluates the possible values of a string from the source alone: constants in any file, templates, functions that
 * return an expression, and parameters, from their callers or from the values that their type lists. If the source
 * leaves a choice (an unknown condition, one of several callers), each possibility is followed, and a choice applies to
 * the whole text.
 */
export class StaticTexts {
  private depth = 0;
  /** Choices of the current pass, each with the number of its possibilities, in the order in which they are made. */
  private choices = new Map<ts.Node, number>();
  private path: { chosen: number; of: number }[] = [];
  private taken = 0;

  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly calls: CallGraph,
  ) {}

  /**
   * @returns every possible text of the expression
   * @throws NonStaticText
   */
  of(node: ts.Expression): string[] {
    const texts = new Set<string>();
    this.path = [];
    for (let run = 0; run < MAX_TEXTS; run++) {
      this.choices = new Map();
      this.taken = 0;
      const text = this.attempt(node);
      if (text !== undefined) texts.add(text);
      if (!this.advance()) return [...texts];
    }
    throw new NonStaticText(node, 'too many possibilities');
  }

  /** Returns a text; undefined if the choices lead to an error that the source itself throws. */
  private attempt(node: ts.Expression): string | undefined {
    try {
      const text = this.value(node, NO_SCOPE);
      if (typeof text !== 'string') throw new NonStaticText(node, 'not a text');
      return text;
    } catch (error) {
      if (error instanceof Thrown) return undefined;
      throw error;
    }
  }

  /** Advances to the next combination of choices. */
  private advance(): boolean {
    this.path.length = this.taken;
    for (let last = this.path.pop(); last; last = this.path.pop()) {
      if (last.chosen + 1 < last.of) {
        this.path.push({ chosen: last.chosen + 1, of: last.of });
        return true;
      }
    }
    return false;
  }

  private choose(at: ts.Node, of: number): number {
    if (of === 1) return 0;
    const known = this.choices.get(at);
    if (known !== undefined) return known;
    const step = (this.path[this.taken] ??= { chosen: 0, of });
    this.taken += 1;
    this.choices.set(at, step.chosen);
    return step.chosen;
  }

  private value(node: ts.Expression, scope: Scope): Value {
    this.depth += 1;
    try {
      if (this.depth > MAX_DEPTH) throw new NonStaticText(node, 'too deep');
      return this.evaluate(node, scope);
    } finally {
      this.depth -= 1;
    }
  }

  private evaluate(node: ts.Expression, scope: Scope): Value {
    if (
      ts.isParenthesizedExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isSatisfiesExpression(node) ||
      ts.isNonNullExpression(node)
    )
      return this.value(node.expression, scope);
    if (ts.isStringLiteralLike(node)) return node.text;
    if (ts.isNumericLiteral(node)) return Number(node.text);
    if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
    if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
    if (node.kind === ts.SyntaxKind.NullKeyword) return null;
    if (ts.isObjectLiteralExpression(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node))
      return { node, scope };
    if (ts.isTemplateExpression(node)) return this.template(node, scope);
    if (ts.isConditionalExpression(node))
      return this.value(this.holds(node.condition, scope) ? node.whenTrue : node.whenFalse, scope);
    if (ts.isBinaryExpression(node)) return this.binary(node, scope);
    if (ts.isArrayLiteralExpression(node)) return this.list(node, scope);
    if (ts.isIdentifier(node)) return this.identifier(node, scope);
    if (ts.isPropertyAccessExpression(node)) return this.property(node, scope);
    if (ts.isElementAccessExpression(node)) return this.element(node, scope);
    if (ts.isCallExpression(node)) return this.call(node, scope);
    return this.byType(node);
  }

  private template(node: ts.TemplateExpression, scope: Scope): string {
    return node.templateSpans.reduce((text, { expression, literal }) => {
      const value = this.value(expression, scope);
      if (typeof value === 'object' && value !== null)
        throw new NonStaticText(expression, 'an object within a text');
      return `${text}${value}${literal.text}`;
    }, node.head.text);
  }

  /** Evaluates a condition. An unknown condition is a choice. */
  private holds(node: ts.Expression, scope: Scope): boolean {
    try {
      return Boolean(this.value(node, scope));
    } catch (error) {
      if (error instanceof NonStaticText) return this.choose(node, 2) === 0;
      throw error;
    }
  }

  private binary(node: ts.BinaryExpression, scope: Scope): Value {
    const left = (): Value => this.value(node.left, scope);
    const right = (): Value => this.value(node.right, scope);
    switch (node.operatorToken.kind) {
      case ts.SyntaxKind.PlusToken: {
        const [a, b] = [left(), right()];
        return typeof a === 'number' && typeof b === 'number' ? a + b : String(a) + String(b);
      }
      case ts.SyntaxKind.AsteriskToken:
        return Number(left()) * Number(right());
      case ts.SyntaxKind.EqualsEqualsEqualsToken:
        return left() === right();
      case ts.SyntaxKind.ExclamationEqualsEqualsToken:
        return left() !== right();
      case ts.SyntaxKind.QuestionQuestionToken:
        return left() ?? right();
      default:
        return this.byType(node);
    }
  }

  private list(node: ts.ArrayLiteralExpression, scope: Scope): readonly Value[] {
    return node.elements.flatMap((element) =>
      ts.isSpreadElement(element)
        ? asList(this.value(element.expression, scope), element)
        : [this.value(element, scope)],
    );
  }

  private identifier(node: ts.Identifier, scope: Scope): Value {
    if (node.text === 'undefined') return undefined;
    const declaration = this.declarationOf(node);
    const bound = declaration && scope.get(declaration);
    if (bound) return bound();
    if (declaration && ts.isParameter(declaration)) return this.passed(node, declaration);
    if (declaration && ts.isVariableDeclaration(declaration) && isConstant(declaration))
      return this.value(declaration.initializer, scope);
    if (declaration && ts.isBindingElement(declaration)) return this.unpacked(node, declaration, scope);
    if (declaration && ts.isFunctionDeclaration(declaration)) return { node: declaration, scope: NO_SCOPE };
    return this.byType(node);
  }

  /** Returns arguments that callers pass for a parameter. All parameters of a function come from the same caller. */
  private passed(node: ts.Identifier, parameter: ts.ParameterDeclaration): Value {
    const index = parameter.parent.parameters.indexOf(parameter);
    const callers = this.calls.callsTo(parameter.parent);
    if (callers.length === 0) return this.byType(node);
    const argument = callers[this.choose(parameter.parent, callers.length)]!.arguments[index];
    if (argument) return this.value(argument, NO_SCOPE);
    return parameter.initializer ? this.value(parameter.initializer, NO_SCOPE) : undefined;
  }

  /** Evaluates an element of a destructuring such as `const { table } = …`. */
  private unpacked(node: ts.Identifier, element: ts.BindingElement, scope: Scope): Value {
    const pattern = element.parent;
    const whole = pattern.parent;
    if (!ts.isVariableDeclaration(whole) || !isConstant(whole)) return this.byType(node);
    const member = ts.isArrayBindingPattern(pattern)
      ? this.item(whole.initializer, pattern.elements.indexOf(element), scope)
      : this.member(
          node,
          this.value(whole.initializer, scope),
          (element.propertyName ?? element.name).getText(),
        );
    return member === undefined && element.initializer ? this.value(element.initializer, scope) : member;
  }

  /** Evaluates one item of a list, even if the other items are known only at run time. */
  private item(node: ts.Expression, index: number, scope: Scope): Value {
    if (ts.isConditionalExpression(node))
      return this.item(this.holds(node.condition, scope) ? node.whenTrue : node.whenFalse, index, scope);
    const element = ts.isArrayLiteralExpression(node) ? node.elements[index] : undefined;
    return element ? this.value(element, scope) : asList(this.value(node, scope), node)[index];
  }

  private property(node: ts.PropertyAccessExpression, scope: Scope): Value {
    const declaration = this.declarationOf(node.name);
    if (declaration && ts.isPropertyDeclaration(declaration) && declaration.initializer)
      return this.value(declaration.initializer, NO_SCOPE);
    try {
      return this.member(node, this.value(node.expression, scope), node.name.text);
    } catch (error) {
      if (error instanceof NonStaticText) return this.byType(node);
      throw error;
    }
  }

  /** Evaluates an element of an object. If the key is unknown, each property of the object is a possibility. */
  private element(node: ts.ElementAccessExpression, scope: Scope): Value {
    const value = this.value(node.expression, scope);
    let key: Value;
    try {
      key = this.value(node.argumentExpression, scope);
    } catch (error) {
      if (!(error instanceof NonStaticText) || !isObject(value)) throw error;
      const names = value.node.properties.map(({ name }) => name);
      const name = names[this.choose(node, names.length)];
      if (!name) throw error;
      key = nameOf(name);
    }
    return Array.isArray(value) ? value[Number(key)] : this.member(node, value, String(key));
  }

  private member(node: ts.Node, value: Value, key: string): Value {
    if (Array.isArray(value) && key === 'length') return value.length;
    if (!isObject(value)) throw new NonStaticText(node, 'a property of an unknown object');
    for (const property of [...value.node.properties].reverse()) {
      if (ts.isSpreadAssignment(property)) {
        const inherited = this.member(node, this.value(property.expression, value.scope), key);
        if (inherited !== undefined) return inherited;
      } else if (nameOf(property.name) !== key) continue;
      else if (ts.isPropertyAssignment(property)) return this.value(property.initializer, value.scope);
      else if (ts.isShorthandPropertyAssignment(property)) return this.identifier(property.name, value.scope);
      else if (ts.isMethodDeclaration(property)) return { node: property, scope: value.scope };
    }
    return undefined;
  }

  private call(node: ts.CallExpression, scope: Scope): Value {
    const { expression: callee } = node;
    const built = ts.isPropertyAccessExpression(callee) ? this.builtIn(node, callee, scope) : undefined;
    if (built !== undefined) return built;
    const declaration = this.checker.getResolvedSignature(node)?.declaration;
    const known =
      declaration &&
      (ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration)) &&
      declaration.body
        ? { node: declaration, scope: NO_SCOPE }
        : this.value(callee, scope);
    const given = node.arguments.map((argument) => () => this.value(argument, scope));
    return this.apply(node, known, given);
  }

  /** Evaluates string and list methods that combine texts. */
  private builtIn(
    node: ts.CallExpression,
    { expression, name }: ts.PropertyAccessExpression,
    scope: Scope,
  ): Value | undefined {
    const [first, second] = node.arguments;
    switch (name.text) {
      case 'join':
        return asList(this.value(expression, scope), node).join(
          first ? String(this.value(first, scope)) : ',',
        );
      case 'map': {
        if (!first) return undefined;
        const mapped = this.value(first, scope);
        return asList(this.value(expression, scope), node).map((item, index) =>
          this.apply(node, mapped, [() => item, () => index]),
        );
      }
      case 'replaceAll':
        if (!first || !second) return undefined;
        return String(this.value(expression, scope)).replaceAll(
          String(this.value(first, scope)),
          String(this.value(second, scope)),
        );
      case 'trim':
        return String(this.value(expression, scope)).trim();
      default:
        return undefined;
    }
  }

  private apply(node: ts.Node, called: Value, given: readonly (() => Value)[]): Value {
    if (!isDeferred(called) || ts.isObjectLiteralExpression(called.node))
      throw new NonStaticText(node, 'an unknown function');
    const scope = new Map(called.scope);
    called.node.parameters.forEach((parameter, index) => {
      const initializer = parameter.initializer;
      const rest = (): Value => given.slice(index).map((value) => value());
      const otherwise = (): Value => (initializer ? this.value(initializer, scope) : undefined);
      this.bind(parameter, parameter.dotDotDotToken ? rest : (given[index] ?? otherwise), scope);
    });
    const { node: body } = called;
    if (!('body' in body) || !body.body) throw new NonStaticText(node, 'a function without a body');
    return ts.isBlock(body.body) ? this.returned(body.body.statements, scope) : this.value(body.body, scope);
  }

  private bind(
    target: ts.ParameterDeclaration | ts.BindingElement,
    value: () => Value,
    scope: Map<ts.Node, () => Value>,
  ): void {
    if (ts.isIdentifier(target.name)) {
      scope.set(target, value);
      return;
    }
    if (!ts.isObjectBindingPattern(target.name)) return;
    for (const element of target.name.elements) {
      const { initializer } = element;
      const key = (element.propertyName ?? element.name).getText();
      this.bind(
        element,
        () => this.member(element, value(), key) ?? (initializer && this.value(initializer, scope)),
        scope,
      );
    }
  }

  /** Resolves the return value of a function, if its statements are only constants, conditions, errors and returns. */
  private returned(statements: readonly ts.Statement[], scope: Scope): Value {
    const [statement, ...rest] = statements;
    if (!statement) return undefined;
    if (ts.isReturnStatement(statement))
      return statement.expression ? this.value(statement.expression, scope) : undefined;
    if (ts.isVariableStatement(statement)) return this.returned(rest, scope);
    if (ts.isThrowStatement(statement)) throw new Thrown();
    if (!ts.isIfStatement(statement))
      throw new NonStaticText(statement, 'a statement that changes something');
    const branch = this.holds(statement.expression, scope)
      ? statement.thenStatement
      : statement.elseStatement;
    const inside = branch && (ts.isBlock(branch) ? branch.statements : [branch]);
    return this.returned([...(inside ?? []), ...rest], scope);
  }

  /** Returns one of the values that the type of an expression lists. */
  private byType(node: ts.Expression): Value {
    const type = this.checker.getTypeAtLocation(node);
    const types = type.isUnion() ? type.types : [type];
    const values = types.map((one): Value => {
      if (one.isStringLiteral() || one.isNumberLiteral()) return one.value;
      if (one.flags & ts.TypeFlags.Undefined) return undefined;
      if (one.flags & ts.TypeFlags.BooleanLiteral) return this.checker.typeToString(one) === 'true';
      throw new NonStaticText(node, 'known only at run time');
    });
    const at = ts.isIdentifier(node) ? (this.declarationOf(node) ?? node) : node;
    return values[this.choose(at, values.length)];
  }

  private declarationOf(node: ts.Identifier | ts.MemberName): ts.Declaration | undefined {
    const symbol = ts.isShorthandPropertyAssignment(node.parent)
      ? this.checker.getShorthandAssignmentValueSymbol(node.parent)
      : this.checker.getSymbolAtLocation(node);
    if (!symbol) return undefined;
    const target = symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
    return target.valueDeclaration;
  }
}

/** The source itself rejects this combination of choices. */
class Thrown extends Error {}

function isConstant(
  declaration: ts.VariableDeclaration,
): declaration is ts.VariableDeclaration & { readonly initializer: ts.Expression } {
  return (
    declaration.initializer !== undefined && (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0
  );
}

function isDeferred(value: Value): value is Deferred {
  return typeof value === 'object' && value !== null && 'node' in value;
}

function isObject(value: Value): value is Deferred & { readonly node: ts.ObjectLiteralExpression } {
  return isDeferred(value) && ts.isObjectLiteralExpression(value.node);
}

function asList(value: Value, node: ts.Node): readonly Value[] {
  if (!Array.isArray(value)) throw new NonStaticText(node, 'not a list');
  return value as readonly Value[];
}

function nameOf(name: ts.PropertyName | undefined): string | undefined {
  return name && (ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : name.getText());
}
