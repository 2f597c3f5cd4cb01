"use strict";
// Filters, sorts and permalinks of the audit's page. The page is whole without this script; nothing here asks a network.
(() => {
  const COLLATOR = new Intl.Collator("en", { numeric: true }); // a fixed language: the same order on every machine
  const root = document.documentElement;
  const STEP = 200; // rows that stand in the page at once: a browser takes a second to lay out a thousand

  // Text as it is searched: the same letters compare equal however they are composed, cased or wrapped over lines.
  const searchable = (text) => text.normalize("NFC").toLowerCase().replace(/\s+/g, " ");
  const encoded = (text) => encodeURIComponent(text.toWellFormed ? text.toWellFormed() : text);
  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return ""; // a hash that somebody cut in the middle of a %-sequence
    }
  };
  const same = (one, other) => one.length === other.length && one.every((value, index) => value === other[index]);

  // ---- Facets: what the controls of a form ask for ----

  // Boxes, each for one value: what is checked is shown, so with none checked nothing is.
  function boxesFacet(name, boxes) {
    return {
      name,
      initial: boxes.filter((box) => box.defaultChecked).map((box) => box.value),
      values: () => boxes.filter((box) => box.checked).map((box) => box.value),
      known: (values) => values.filter((value) => boxes.some((box) => box.value === value)),
      choose(values) {
        for (const box of boxes) box.checked = values.includes(box.value);
      },
      admit(value) {
        for (const box of boxes) box.checked ||= box.value === value;
      },
      test() {
        if (boxes.every((box) => box.checked)) return null; // also what has a value that no box names
        const values = new Set(this.values());
        return (row) => values.has(row.element.dataset[name] ?? "");
      },
    };
  }

  // A list, of one choice or several: nothing chosen, or the choice without a value, asks for everything.
  function listFacet(name, select) {
    const options = [...select.options];
    const preset = options.filter((option) => option.defaultSelected).map((option) => option.value);
    return {
      name,
      initial: preset.length || select.multiple ? preset : options.slice(0, 1).map((option) => option.value),
      values: () => options.filter((option) => option.selected).map((option) => option.value),
      known: (values) => values.filter((value) => options.some((option) => option.value === value)),
      choose(values) {
        for (const option of options) option.selected = values.includes(option.value);
      },
      admit() {
        this.choose([""]);
      },
      test() {
        const values = new Set(this.values());
        if (!values.size || values.has("")) return null;
        return (row) => values.has(row.element.dataset[name] ?? "");
      },
    };
  }

  function textFacet(input) {
    return {
      name: input.name,
      initial: [input.defaultValue],
      values: () => [input.value],
      known: (values) => values,
      choose([text = ""]) {
        if (input.value !== text) input.value = text; // to set it anew would move the caret
      },
      admit() {
        input.value = "";
      },
      test() {
        const wanted = searchable(input.value).trim();
        return wanted ? (row) => row.text().includes(wanted) : null;
      },
    };
  }

  function facetsOf(form) {
    const groups = new Map();
    for (const control of form.elements) {
      if (control.name) groups.set(control.name, [...(groups.get(control.name) ?? []), control]);
    }
    const facets = [];
    for (const [name, controls] of groups) {
      if (controls[0].type === "checkbox") facets.push(boxesFacet(name, controls));
      else if (controls[0] instanceof HTMLSelectElement) facets.push(listFacet(name, controls[0]));
      else if (controls[0] instanceof HTMLInputElement) facets.push(textFacet(controls[0]));
    }
    return facets;
  }

  // ---- Tables ----

  function rowOf(element, index) {
    let text;
    const keys = new Map();
    return {
      element,
      index,
      // Read once: at ten thousand rows that is what a keystroke would wait for. Words of two cells do not run together.
      text: () => (text ??= [...element.cells].map((cell) => searchable(cell.textContent)).join("\n")),
      key(column, kind) {
        if (!keys.has(column)) {
          const cell = element.cells[column];
          const value = cell?.dataset.key ?? cell?.textContent.trim() ?? "";
          keys.set(column, kind === "number" ? Number.parseFloat(value) : value);
        }
        return keys.get(column);
      },
    };
  }

  function tableOf(form) {
    const element = document.getElementById(form.dataset.for);
    if (!element?.tBodies.length) return null;
    const section = form.closest("section") ?? document.body;
    const beside = (kind) => [...section.querySelectorAll(`p.${kind}`)].filter(({ dataset }) => (dataset.for ?? element.id) === element.id);
    return {
      name: element.id.replace(/-rows$/, ""),
      element,
      form,
      section,
      beside,
      facets: facetsOf(form),
      packed: [], // rows that were packed; until somebody wants to see them they stand in no page
      rows: [],
      columns: [],
      sort: null, // or { column, descending }
      shown: [], // the rows that the filters admit, in their order
      most: STEP, // so many of them stand in the page
      further: null, // the button for more of them
    };
  }

  // Lines that were there before stand as their numbers (lint/audit/page/packed.py).
  function unfolded(text) {
    const seen = [];
    const lines = text.split("\n").map((line) => {
      if (line.startsWith("\x01")) return seen[parseInt(line.slice(1), 16)];
      if (line.length > 48) seen.push(line);
      return line;
    });
    return lines.join("\n");
  }

  // What the page's weight had no room for. False when it cannot be had: a filter over a part would count wrongly.
  async function unpack(table) {
    for (const script of document.querySelectorAll("script.packed")) {
      if (script.dataset.for !== table.element.id) continue;
      try {
        const bytes = Uint8Array.from(atob(script.textContent.trim()), (character) => character.charCodeAt(0));
        const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
        const rows = document.createElement("template");
        rows.innerHTML = unfolded(await new Response(stream).text()); // rendered by the page's own template, escaped as the rest
        table.packed.push(...rows.content.children);
        script.remove();
      } catch {
        return false;
      }
    }
    for (const sentence of table.beside("more")) sentence.remove();
    return true;
  }

  function adopt(table) {
    const elements = [...table.element.tBodies[0].rows, ...table.packed];
    table.rows = elements.map(rowOf);
    table.shown = table.rows;
    for (const heading of table.element.tHead?.rows[0]?.cells ?? []) {
      if (heading.dataset.sort) addSort(table, heading);
    }
    table.form.hidden = false;
    table.further = furtherOf(table);
    for (const sentence of table.beside("count-static")) sentence.hidden = true;
    for (const field of table.form.querySelectorAll("input[type=search]")) field.setAttribute("aria-keyshortcuts", "/");
    table.form.addEventListener("submit", (event) => {
      event.preventDefault(); // the policy of the page admits no sending
      step(table, 1); // also for Enter in the search field
    });
    table.form.addEventListener("reset", (event) => {
      event.preventDefault(); // the browser would do it after this event, too late to count
      for (const facet of table.facets) facet.choose(facet.initial);
      changed(table);
    });
    table.form.addEventListener("input", (event) => changed(table, event.target));
  }

  // The button below a table for the rows that do not stand there yet; the focus goes to the first of them.
  function furtherOf(table) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "further";
    button.addEventListener("click", () => {
      const next = table.shown[table.most];
      table.most += STEP;
      show(table);
      mark(next.element);
    });
    (table.element.closest(".scroll") ?? table.element).after(button);
    return button;
  }

  function addSort(table, heading) {
    const name = heading.textContent.trim().toLowerCase().replace(/\s+/g, "-");
    const column = { name, heading, index: heading.cellIndex, kind: heading.dataset.sort };
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const { sort } = table;
      if (sort?.column !== column) table.sort = { column, descending: false };
      else table.sort = sort.descending ? null : { column, descending: true }; // the third time: as it was
      arrange(table);
      changed(table);
    });
    table.columns.push(column);
  }

  // The document's order decides between equals, in either direction.
  function arrange(table) {
    const { sort, rows } = table;
    const compare = sort?.column.kind === "number" ? (one, other) => one - other : COLLATOR.compare;
    const absent = (key) => key === "" || Number.isNaN(key); // nothing to compare: last, in either direction
    const keyed = rows.map((row) => ({ row, key: sort ? row.key(sort.column.index, sort.column.kind) : row.index }));
    keyed.sort((one, other) => {
      if (!sort) return one.key - other.key;
      const without = absent(one.key) - absent(other.key);
      const order = without || absent(one.key) ? 0 : compare(one.key, other.key);
      return without || (sort.descending ? -order : order) || one.row.index - other.row.index;
    });
    table.rows = keyed.map(({ row }) => row);
    for (const { heading } of table.columns) {
      if (heading === sort?.column.heading) heading.ariaSort = sort.descending ? "descending" : "ascending";
      else heading.removeAttribute("aria-sort");
    }
  }

  function show(table, everything = false) {
    const tests = everything ? [] : table.facets.map((facet) => facet.test()).filter(Boolean);
    table.shown = table.rows.filter((row) => tests.every((test) => test(row)));
    const standing = everything ? table.shown : table.shown.slice(0, table.most);
    table.element.tBodies[0].replaceChildren(...standing.map(({ element }) => element));
    const left = table.shown.length - standing.length;
    table.further.hidden = !left;
    table.further.textContent = `Show ${Math.min(left, STEP)} more of the ${left} rows below`;
    const count = `${table.shown.length} of ${table.rows.length}`;
    for (const output of table.form.querySelectorAll("output.count")) {
      if (output.textContent !== count) output.textContent = count; // a screen reader speaks only what is new
    }
  }

  // ---- The address: filters and sorts of all tables ----

  let tables = [];
  let typing = null; // the field that is being typed in: its letters are one step back, not one each

  function query() {
    const parts = [];
    for (const table of tables) {
      for (const facet of table.facets) {
        const values = facet.values();
        if (!same(values, facet.initial)) parts.push(`${table.name}.${facet.name}=${values.map(encoded).join(",")}`);
      }
      if (table.sort) parts.push(`${table.name}.sort=${table.sort.descending ? "-" : ""}${encoded(table.sort.column.name)}`);
    }
    return parts.join("&");
  }

  // Of a value that this page does not know nothing is taken, since its controls could not show it.
  function obey(text) {
    const asked = new Map(text.split("&").map((part) => [decoded(part.split("=", 1)[0]), part.slice(part.indexOf("=") + 1)]));
    for (const table of tables) {
      for (const facet of table.facets) {
        const raw = asked.get(`${table.name}.${facet.name}`);
        const values = raw === undefined ? facet.initial : raw.split(",").map(decoded);
        const known = facet.known(values);
        facet.choose(known.length || raw === "" ? known : facet.initial);
      }
      const sort = decoded(asked.get(`${table.name}.sort`) ?? "");
      const column = table.columns.find(({ name }) => name === sort.replace(/^-/, ""));
      const before = table.sort;
      table.sort = column ? { column, descending: sort.startsWith("-") } : null;
      if (before?.column !== table.sort?.column || before?.descending !== table.sort?.descending) arrange(table);
      show(table);
    }
  }

  // The entry of the history keeps the filters too: the address of a permalink has no room for them.
  function remember(method, hash) {
    try {
      history[method]({ filters: query() }, "", location.href.split("#")[0] + hash);
    } catch {
      // A browser counts the changes of its address, and refuses them for a while; the table is right all the same.
    }
  }

  function changed(table, field = null) {
    table.most = STEP;
    show(table);
    const search = field?.type === "search" ? field : null;
    const text = query();
    remember(search && search === typing ? "replaceState" : "pushState", text && `#?${text}`);
    typing = search;
  }

  function arrive() {
    const hash = location.hash.slice(1);
    typing = null;
    if (hash === "" || hash.startsWith("?")) {
      obey(hash.slice(1));
      const text = query();
      remember("replaceState", text && `#?${text}`); // what stands in the address is what is shown
      return;
    }
    if (typeof history.state?.filters === "string") obey(history.state.filters); // back to it, or loaded anew
    const target = find(decoded(hash));
    const row = target && reveal(target);
    remember("replaceState", `#${hash}`);
    if (row) mark(row.element);
    else target?.scrollIntoView();
  }

  // What has an id, also in a row that does not stand in the page now.
  function find(id) {
    const place = document.getElementById(id);
    if (place || !id) return place;
    const elements = tables.flatMap(({ rows }) => rows.map(({ element }) => element));
    for (const element of elements) {
      const found = element.id === id ? element : element.querySelector(`#${CSS.escape(id)}`);
      if (found) return found;
    }
    return null;
  }

  // Rows up to this one stand in the page.
  function expose(table, row) {
    const at = table.shown.indexOf(row);
    if (at < table.most) return;
    table.most = Math.ceil((at + 1) / STEP) * STEP;
    show(table);
  }

  // Whatever hides what a permalink leads to gives way: filters, one by one, and closed details.
  function reveal(target) {
    for (let place = target; place; place = place.parentElement) {
      if (place instanceof HTMLDetailsElement) place.open = true;
    }
    for (const table of tables) {
      const row = table.rows.find(({ element }) => element === target || element.contains(target));
      if (!row) continue;
      const hides = (facet) => !(facet.test()?.(row) ?? true);
      for (const facet of table.facets.filter(hides)) {
        facet.choose(facet.initial);
        if (hides(facet)) facet.admit(row.element.dataset[facet.name] ?? "");
      }
      show(table);
      expose(table, row);
      return row;
    }
    return null;
  }

  function mark(element) {
    for (const other of document.querySelectorAll("tr.marked")) {
      other.classList.remove("marked");
      other.removeAttribute("aria-current");
    }
    element.classList.add("marked");
    element.ariaCurrent = "true";
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "center" });
  }

  // ---- Keys: "/" to search, j or n to the next row, k or p to the one before ----

  // The table of the keys: where the focus is, else the one that is being read, else that of the findings.
  function current() {
    const within = tables.find(({ section }) => section.contains(document.activeElement));
    const spans = ({ top, bottom }) => top <= innerHeight / 2 && bottom > innerHeight / 2;
    const read = () => tables.find(({ section }) => spans(section.getBoundingClientRect()));
    return within ?? read() ?? tables.find(({ name }) => name === "findings") ?? tables[0];
  }

  function step(table, by) {
    const at = table.shown.findIndex(({ element }) => element.contains(document.activeElement));
    const marked = at < 0 ? table.shown.findIndex(({ element }) => element.classList.contains("marked")) : at;
    const next = marked < 0 ? 0 : marked + by;
    if (!table.shown[next]) return;
    expose(table, table.shown[next]);
    mark(table.shown[next].element);
  }

  function pressed(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target instanceof Element && event.target.closest("input, select, textarea, [contenteditable]")) return;
    const table = current();
    if (!table) return;
    if (event.key === "/") {
      const field = table.form.querySelector("input[type=search]");
      field?.focus();
      field?.select();
    } else if (event.key === "j" || event.key === "n") step(table, 1);
    else if (event.key === "k" || event.key === "p") step(table, -1);
    else return;
    event.preventDefault();
  }

  // ---- Paper: everything is printed, whatever is filtered or folded on the screen ----

  let folded = [];

  function expand() {
    for (const table of tables) show(table, true);
    folded.push(...document.querySelectorAll("details:not([open])"));
    for (const details of folded) details.open = true;
  }

  function fold() {
    for (const details of folded) details.open = false;
    folded = [];
    for (const table of tables) show(table);
  }

  async function start() {
    const found = [...document.querySelectorAll("form.filters")].map(tableOf).filter(Boolean);
    const whole = await Promise.all(found.map(unpack));
    tables = found.filter((_, index) => whole[index]);
    tables.forEach(adopt);
    arrive();
    addEventListener("hashchange", arrive);
    addEventListener("keydown", pressed);
    addEventListener("beforeprint", expand);
    addEventListener("afterprint", fold);
    addEventListener("pageshow", () => tables.forEach((table) => show(table))); // a browser refills forms by itself
    root.dataset.ready = "true";
  }

  start();
})();
