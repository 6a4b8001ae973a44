package dev.longshore.starters.guard;

import static dev.longshore.starters.problem.RefusedException.badRequest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses query parameters that the method behind a path does not name, and those given twice: a typing error shall not list everything. */
public final class KnownParameters implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            Set<String> known = parametersOf(method);
            parametersIn(request).forEach((name, values) -> require(name, values, known));
        }
        return true;
    }

    private static Map<String, String[]> parametersIn(HttpServletRequest request) {
        try {
            return request.getParameterMap();
        } catch (IllegalStateException illFormed) {
            throw badRequest(
                    "The query is ill-formed: each parameter is name=value, in UTF-8, with escapes such as %20.");
        }
    }

    private Set<String> parametersOf(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .flatMap(this::namesOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A record stands for the parameters that its components are named after. */
    private Stream<String> namesOf(MethodParameter parameter) {
        if (parameter.hasParameterAnnotation(RequestParam.class)) {
            return Stream.of(nameOf(parameter));
        }
        Class<?> type = parameter.getParameterType();
        return type.isRecord() ? Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName) : Stream.of();
    }

    private String nameOf(MethodParameter parameter) {
        RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
        String named = annotation == null ? "" : annotation.name();
        return named.isEmpty() ? parameter.getParameter().getName() : named;
    }

    private void require(String name, String[] values, Set<String> known) {
        if (!known.contains(name)) {
            throw badRequest("Unknown query parameter " + name + "; known here: "
                    + (known.isEmpty() ? "none" : String.join(", ", known)) + ".");
        }
        if (values.length > 1) {
            throw badRequest("Query parameter " + name + " is given more than once.");
        }
    }
}
