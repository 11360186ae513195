// What anywidget hands a widget's module script, as far as the course uses it. A script beside
// the widgets names these types in its comments as import("./anywidget").Render<Towel>, where
// Towel is a typedef of the widget's traits.

/** The traits of a widget by name, as they cross to the browser. */
type Traits = Record<string, any>;

/** The state that the kernel and the page share: read it, change it, listen to it. */
export interface AnyModel<T extends Traits = Traits> {
  get<K extends keyof T & string>(name: K): T[K];
  set<K extends keyof T & string>(name: K, value: T[K]): void;
  /** Send what was set to the kernel. */
  save_changes(): void;
  on(event: `change:${keyof T & string}`, heard: () => void): void;
  on(event: "msg:custom", heard: (content: any, buffers: DataView[]) => void): void;
  off(event: `change:${keyof T & string}`, heard?: () => void): void;
  off(event: "msg:custom", heard?: (content: any, buffers: DataView[]) => void): void;
  send(content: any, callbacks?: any, buffers?: (ArrayBuffer | ArrayBufferView)[]): void;
}

/** Undoes what was done; called when the view or the model goes away. */
export type Cleanup = () => void | Promise<void>;

type Finished = void | Cleanup | Promise<void | Cleanup>;

/** Called once for a model, before it has any view. */
export type Initialize<T extends Traits = Traits> = (context: { model: AnyModel<T> }) => Finished;

/** Called once for every place in the page where the widget shows. */
export type Render<T extends Traits = Traits> = (context: {
  model: AnyModel<T>;
  el: HTMLElement;
}) => Finished;
