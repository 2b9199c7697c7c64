import { useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { graphql } from "../api/graphql";
import { ask } from "../api/request";
import { useHost } from "../bridge";
import { useText } from "../text";
import { BusyButton } from "../ui/busy-button";
import { TextField } from "../ui/fields";
import { Notice, useFaultText } from "../ui/messages/notices";
import css from "../ui/ui.module.css";

const LOG_IN = graphql(`
  mutation LogIn($email: String!, $password: String!) {
    tokenCreate(email: $email, password: $password) {
      token
    }
  }
`);

/** The login of the pages where they are not inside the Dashboard. */
export function Login(props: { again?: boolean }) {
  const t = useText();
  const host = useHost();
  const textOf = useFaultText();
  const form = useForm({ defaultValues: { email: "", password: "" } });
  const [problem, setProblem] = useState("");
  const submit = form.handleSubmit(async (values) => {
    setProblem("");
    try {
      const { tokenCreate } = await ask(host, LOG_IN, values);
      if (tokenCreate?.token) host.logIn?.(tokenCreate.token);
      else setProblem(t("login.refused"));
    } catch (error) {
      setProblem(textOf(error as Error));
    }
  });
  return (
    <div className={props.again ? css.loginOver : css.login}>
      <FormProvider {...form}>
        <form className={css.card} onSubmit={(event) => void submit(event)}>
          <h1 className={css.dialogTitle}>
            {t(props.again ? "session.expired.title" : "login.title")}
          </h1>
          {props.again && <p className={css.text}>{t("session.expired.text")}</p>}
          {problem && <Notice tone="bad">{problem}</Notice>}
          <TextField name="email" type="email" label={t("login.email")} autoFocus />
          <TextField name="password" type="password" label={t("login.password")} />
          <BusyButton type="submit" busy={form.formState.isSubmitting}>
            {t("login.button")}
          </BusyButton>
        </form>
      </FormProvider>
    </div>
  );
}
