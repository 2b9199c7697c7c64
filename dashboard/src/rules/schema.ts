import { CATALOGUE_LISTS, type CatalogueList } from "../ui/pickers/catalogue";

// From the JSON schema of a kind to the fields of a form, so that a new kind needs no page.

export interface JsonSchema {
  type?: string;
  title?: string;
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  enum?: string[];
  format?: string;
  /** What the values are: `money`, `percent`, `currency`, `scope`, `catalogue`, `count`. */
  unit?: string;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  default?: unknown;
  examples?: unknown[];
}

interface Common {
  name: string;
  title: string;
  description: string;
  required: boolean;
}

export type SchemaField = Common &
  (
    | { type: "text" | "currency" | "json"; initial: string }
    | { type: "decimal"; initial: string; unit: "percent" | "money" | null }
    | { type: "integer"; initial: string; minimum?: number; maximum?: number }
    | { type: "switch"; initial: boolean }
    | { type: "choice"; initial: string; options: string[] }
    | { type: "catalogue"; list: CatalogueList }
    | { type: "scope" }
    | { type: "object"; shape: Shape }
    | { type: "rows"; shape: Shape }
  );

/** The fields of an object. */
export interface Shape {
  fields: SchemaField[];
  /** Names of fields of which exactly one is given. */
  ways: string[];
}

/** The fields that a schema asks for. */
export function shapeOf(schema: JsonSchema): Shape {
  return shape(schema, schema.$defs ?? {});
}

function shape(
  schema: JsonSchema,
  definitions: Record<string, JsonSchema>,
  around = false,
): Shape {
  const required = schema.required ?? [];
  const properties = Object.entries(schema.properties ?? {});
  // The currency of an amount stands beside it, or beside the list that it is in.
  const hasCurrency = around || properties.some(([, each]) => each.unit === "currency");
  return {
    fields: properties.map(([name, property]) =>
      fieldOf(name, property, required.includes(name), hasCurrency, definitions),
    ),
    ways: (schema.oneOf ?? []).flatMap((way) => way.required?.slice(0, 1) ?? []),
  };
}

function fieldOf(
  name: string,
  property: JsonSchema,
  required: boolean,
  hasCurrency: boolean,
  definitions: Record<string, JsonSchema>,
): SchemaField {
  const { schema, nullable } = resolve(property, definitions);
  const common = {
    name,
    title: property.title ?? schema.title ?? name,
    description:
      property.description ?? (property.$ref ? "" : schema.description) ?? "",
    required,
  };
  const initial = property.default == null ? "" : String(property.default);
  if (schema.enum) {
    return { ...common, type: "choice", options: schema.enum, initial };
  }
  if (schema.type === "boolean") {
    return { ...common, type: "switch", initial: property.default === true };
  }
  if (schema.format === "decimal" || schema.type === "number") {
    const money = property.unit === "money" && hasCurrency ? "money" : null;
    const unit = property.unit === "percent" ? "percent" : money;
    return { ...common, type: "decimal", unit, initial };
  }
  if (schema.type === "integer") {
    const { minimum, maximum } = schema;
    return { ...common, type: "integer", minimum, maximum, initial };
  }
  if (property.unit === "currency") return { ...common, type: "currency", initial };
  if (schema.type === "string") return { ...common, type: "text", initial };
  const items = schema.items && resolve(schema.items, definitions).schema;
  if (property.unit === "catalogue" && isList(name)) {
    return { ...common, type: "catalogue", list: name };
  }
  if (items?.properties) {
    return { ...common, type: "rows", shape: shape(items, definitions, hasCurrency) };
  }
  if (property.unit === "scope") {
    return { ...common, type: "scope" };
  }
  if (schema.properties) {
    const within = shape(schema, definitions, hasCurrency);
    return { ...common, type: "object", required: !nullable, shape: within };
  }
  return { ...common, type: "json", initial };
}

/** What a property is itself: without references, and without that it may be null. */
function resolve(
  property: JsonSchema,
  definitions: Record<string, JsonSchema>,
): { schema: JsonSchema; nullable: boolean } {
  if (property.$ref) {
    const named = definitions[property.$ref.replace("#/$defs/", "")] ?? {};
    return resolve(named, definitions);
  }
  const forms = property.anyOf?.filter(({ type }) => type !== "null") ?? [];
  const [form] = forms;
  if (form && forms.length === 1) {
    const nullable = forms.length < (property.anyOf?.length ?? 0);
    return { schema: resolve(form, definitions).schema, nullable };
  }
  return { schema: property, nullable: false };
}

function isList(name: string): name is CatalogueList {
  return (CATALOGUE_LISTS as string[]).includes(name);
}
