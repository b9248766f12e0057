{{- define "ratoon.labels" -}}
app.kubernetes.io/name: ratoon
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "ratoon.selector" -}}
app.kubernetes.io/name: ratoon
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: control-plane
{{- end }}

{{/* Names that are one for the whole cluster. */}}
{{- define "ratoon.clusterwide" -}}
{{ .Release.Namespace }}-{{ .Release.Name }}-sandboxes
{{- end }}

{{/* A key of the configuration as its variable: ratoon.agents.log-per-day, RATOON_AGENTS_LOG_PER_DAY. */}}
{{- define "ratoon.variable" -}}
{{ regexReplaceAll "[^A-Z0-9]" (upper .) "_" }}
{{- end }}
