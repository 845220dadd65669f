/** The type of what a step returned, once it has been recorded as JSON. */

type Primitive = string | number | boolean | null;

type Member<Value> = Value extends undefined ? undefined : Recorded<Value>;

/** Times become texts, nothing becomes `null`; what is no JSON, such as a function or a big integer, is `never`. */
export type Recorded<Value> = unknown extends Value
  ? Value
  : Value extends Primitive
    ? Value
    : Value extends undefined | void
      ? null
      : Value extends { toJSON(): infer Text }
        ? Text
        : Value extends bigint | symbol | ((...parameters: never[]) => unknown)
          ? never
          : Value extends readonly unknown[]
            ? { [Index in keyof Value]: Recorded<Value[Index]> }
            : Value extends object
              ? { [Name in keyof Value]: Member<Value[Name]> }
              : never;
