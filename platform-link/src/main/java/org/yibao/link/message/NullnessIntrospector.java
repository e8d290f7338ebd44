package org.yibao.link.message;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import org.jspecify.annotations.Nullable;

/** Makes Jackson obey the nullness of record components: what is not {@code @Nullable} must be there. */
final class NullnessIntrospector extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasRequiredMarker(AnnotatedMember member) {
        return isRequired(member) || Boolean.TRUE.equals(super.hasRequiredMarker(member));
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated annotated) {
        return isRequired(annotated)
                ? JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL)
                : super.findSetterInfo(annotated);
    }

    private static boolean isRequired(Annotated annotated) {
        if (!(annotated instanceof AnnotatedParameter parameter)) {
            return false;
        }
        boolean record = parameter.getDeclaringClass().isRecord();
        return record
                && parameter.getOwner().getAnnotated() instanceof Constructor<?> constructor
                && !isNullable(constructor, parameter.getIndex());
    }

    private static boolean isNullable(Executable constructor, int index) {
        return constructor.getAnnotatedParameterTypes()[index].isAnnotationPresent(Nullable.class);
    }
}
