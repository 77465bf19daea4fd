export type Environment = Readonly<Record<string, string | undefined>>

/** The process's environment: the one place that reads it. */
export const readEnvironment = (): Environment => ({ ...process.env })

/** The variable's value; undefined where it is not set. */
export const variable = (env: Environment, name: string): string | undefined =>
  Object.hasOwn(env, name) ? env[name] : undefined
